import { EnvironmentError, exitCodes, type GodwitError, UserError } from '../../lib/errors.ts';
import { withoutSecrets } from '../../lib/secret.ts';
import type { TerraformDiagnostic } from './json-lines.ts';
import type { TerraformResult } from './run-terraform.ts';

export interface FailedCommand {
  readonly verb: 'init' | 'plan' | 'apply' | 'show' | 'output' | 'destroy';
  readonly product: string;
  readonly directory: string;
  readonly secrets: readonly string[];
  /** Where in the file the thing with this address is, in words: `orders.yaml:12:5 (IP access entry 203.0.113.0/24)`. */
  readonly placeOf: (address: string) => string | undefined;
}

const codes = {
  init: 'GW762',
  plan: 'GW763',
  apply: 'GW764',
  show: 'GW763',
  output: 'GW767',
  destroy: 'GW764',
} as const;

/** Why a command failed, as one of our errors, with the places of the file that its messages are about. */
export function terraformFailure(result: TerraformResult, command: FailedCommand): GodwitError {
  const errors = result.diagnostics.filter(({ severity }) => severity === 'error');
  const lock = errors.find(({ summary }) => summary === 'Error acquiring the state lock');
  if (lock !== undefined) return stateLocked(lock, command);
  if (errors.some(({ summary }) => summary === 'Saved plan is stale')) return stalePlan(command);
  if (errors.some(({ summary }) => summary === 'Backend configuration changed')) return stateElsewhere(command);
  const words = errors.map((one) => inWords(one, command.placeOf));
  const ending =
    result.exitCode === undefined ? 'it was killed or could not be started' : `it ended with ${result.exitCode}`;
  const detail = words.length > 0 ? words.join('; ') : result.stderr === '' ? ending : `${ending}: ${result.stderr}`;
  const { verb, product } = command;
  return new EnvironmentError(codes[verb], {
    summary: `${product} could not ${deeds[verb]}`,
    detail: withoutSecrets(detail, command.secrets),
    hint: hints[verb],
  });
}

const deeds: Readonly<Record<FailedCommand['verb'], string>> = {
  init: 'be initialised for the destination',
  plan: 'plan the destination',
  apply: 'apply all of its plan for the destination',
  show: 'show its plan of the destination',
  output: 'tell its outputs',
  destroy: 'remove all of the destination',
};

const hints: Readonly<Record<FailedCommand['verb'], string>> = {
  init: 'It fetches the Atlas provider and reaches the backend: check the network, terraform.backend and its credentials',
  plan: 'Change what the message names, then run `godwit plan` again',
  apply:
    'What was made is kept and known. Remove the cause, then run `godwit apply` again: it goes on with what is left',
  show: 'Run `godwit plan` again',
  output: 'Apply the stack first',
  destroy: 'Remove the cause, then run `godwit destroy` again: it goes on with what is left',
};

function inWords({ summary, detail, address }: TerraformDiagnostic, placeOf: FailedCommand['placeOf']): string {
  const place = address === undefined ? undefined : (placeOf(address) ?? address);
  const text = detail === '' ? summary : `${summary}: ${detail.replaceAll(/\s*\n\s*/g, ' ').trim()}`;
  return place === undefined ? text : `${place}: ${text}`;
}

/** Somebody else is at it, or died at it; the lock names who. */
function stateLocked({ detail }: TerraformDiagnostic, { product, directory }: FailedCommand): GodwitError {
  // The backend `http` knows the other lock by its id, and describes the one that we asked for.
  const overHttp = /HTTP remote state already locked(?:: ID=(\S+))?/.exec(detail);
  const field = (name: string) =>
    overHttp === null ? new RegExp(`^\\s*${name}:\\s*(\\S.*)$`, 'm').exec(detail)?.[1]?.trim() : undefined;
  const id = overHttp === null ? field('ID') : overHttp[1];
  const who = field('Who');
  const since = field('Created');
  return new EnvironmentError('GW765', {
    summary: `Terraform's state is locked${who === undefined ? '' : ` by ${who}`}`,
    detail: since === undefined ? undefined : `${field('Operation') ?? 'An operation'} since ${since}`,
    hint: `Wait for it to end. If nothing runs any more: \`${binaryOf(product)} -chdir=${directory} force-unlock ${id ?? 'ID'}\``,
    exitCode: exitCodes.locked,
    context: { lockId: id },
  });
}

function stalePlan({ product }: FailedCommand): GodwitError {
  return new UserError('GW766', {
    summary: 'Somebody else changed the destination after this was planned',
    detail: `${product} refuses a plan that rests on an older state`,
    hint: 'Run `godwit apply` again: it plans anew',
    exitCode: exitCodes.planStale,
  });
}

/**
 * Terraform offers to forget the state as well (-reconfigure). Everything would then be there without anybody knowing it, so
 * that this is not passed on.
 */
function stateElsewhere({ product, directory }: FailedCommand): GodwitError {
  return new UserError(codes.init, {
    summary: 'terraform.backend is another one than the state of the destination is kept with',
    detail: `${product} has to be told whether the state moves along; the stack with the new backend is written already`,
    hint: `Move it: \`${binaryOf(product)} -chdir=${directory} init -migrate-state\`; or put terraform.backend back as it was`,
  });
}

const binaryOf = (product: string) => (product === 'OpenTofu' ? 'tofu' : 'terraform');
