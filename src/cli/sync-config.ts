/** The file of `godwit sync --config`: flat YAML with the names of the options, as mongosync has it. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf, UserError } from '../lib/errors.ts';
import { usageErrorCode } from './usage-error.ts';

/** Options of mongosync's that have nothing to do here; a file that was written for it is taken as it is. */
const ofMongosync: ReadonlySet<string> = new Set([
  'acceptDisclaimer',
  'createIndexesBatchSize',
  'disableMetricsLogging',
  'disableTelemetry',
  'disableVerification',
  'enableCappedCollectionHandling',
  'hotDocIDs',
  'metricsLoggingFilepath',
]);

/** For those who start the process, and no option. */
const forStarters = ['idleExitSeconds'];

/**
 * What stands in the file; a flag that was really given wins over it, and it wins over the environment.
 * @throws UserError GW600 for a file that is none, an option that there is not, and a value that it cannot have
 */
export async function readSyncConfig(command: Command, file: string): Promise<Record<string, string>> {
  const config: Record<string, string> = {};
  for (const [name, value] of Object.entries(await contentOf(file))) {
    if (ofMongosync.has(name)) continue;
    checkValue(command, file, name, value);
    if (command.getOptionValueSource(name) !== 'cli') config[name] = String(value);
  }
  return config;
}

async function contentOf(file: string): Promise<object> {
  const content = await parsed(file);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  throw refusal(`The config file ${file} holds no options`, 'Write lines such as "port: 27182"');
}

/** People write YAML; what starts an engine writes JSON, which is read without a library that has to be loaded for it. */
async function parsed(file: string): Promise<unknown> {
  const text = textOf(file);
  try {
    return JSON.parse(text);
  } catch {
    return await parsedAsYaml(file, text);
  }
}

async function parsedAsYaml(file: string, text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch {
    // What the parser says quotes the line, which may hold a password.
    throw refusal(`The config file ${file} is not YAML`, 'Write lines such as "port: 27182"');
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw refusal(`The config file ${file} cannot be read`, 'Check the path', messageOf(error));
  }
}

function checkValue(command: Command, file: string, name: string, value: unknown): void {
  const option = command.options.find((one) => one.attributeName() === name && name !== 'config');
  if (option === undefined && !forStarters.includes(name)) {
    const known = command.options.map((one) => one.attributeName()).filter((one) => one !== 'config');
    throw refusal(`The config file ${file} has an option that there is not: ${name}`, `There are ${known.join(', ')}`);
  }
  const allowed = option?.argChoices;
  const isScalar = typeof value === 'string' || typeof value === 'number';
  if (isScalar && (allowed === undefined || allowed.includes(String(value)))) return;
  const expected = allowed === undefined ? 'a text or a number' : `one of ${allowed.join(', ')}`;
  throw refusal(`The config file ${file} has a value for ${name} that it cannot have`, `It is ${expected}`);
}

function refusal(summary: string, hint: string, detail?: string): UserError {
  return new UserError(usageErrorCode, { summary, detail, hint });
}
