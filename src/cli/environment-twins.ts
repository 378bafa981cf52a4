import { type Command, InvalidArgumentError, type Option } from 'commander';
import { UserError } from '../lib/errors.ts';
import { usageErrorCode } from './usage-error.ts';

/** The environment variable that stands in for a flag: GODWIT_LOCK_TIMEOUT for --lock-timeout. */
export function twinOf(option: Option): string | undefined {
  const long = option.long?.replace(/^--/, '');
  // --var has one twin for each variable, GODWIT_VAR_NAME, which is the file's business.
  if (long === undefined || long === 'help' || long === 'version') return undefined;
  return long === 'var' ? 'GODWIT_VAR_NAME' : `GODWIT_${long.toUpperCase().replaceAll('-', '_')}`;
}

/** Gives each flag that is not on the command line the value of its twin. */
export function applyTwins(command: Command, env: Readonly<Record<string, string | undefined>>): void {
  for (let one: Command | null = command; one !== null; one = one.parent) {
    for (const option of one.options) applyTwin(one, option, env);
  }
}

function applyTwin(command: Command, option: Option, env: Readonly<Record<string, string | undefined>>): void {
  const name = twinOf(option);
  const text = name === undefined || option.long === '--var' ? undefined : env[name];
  const key = option.attributeName();
  const source = command.getOptionValueSource(key);
  if (text === undefined || text === '' || (source !== undefined && source !== 'default')) return;
  const isSwitch = !option.required && !option.optional;
  if (isSwitch && /^(?:0|false|no)$/i.test(text)) return;
  try {
    // A value from the environment replaces the default, where one from the command line may add to it.
    const parsed = option.parseArg ? option.parseArg(text, undefined) : isSwitch ? !option.negate : text;
    command.setOptionValueWithSource(key, parsed, 'env');
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UserError(usageErrorCode, {
      summary: `The environment variable ${name} cannot stand for ${option.long}`,
      detail: error.message.replace(/\.$/, ''),
    });
  }
}
