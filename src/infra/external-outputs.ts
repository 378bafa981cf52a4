/** What a pipeline that runs Terraform itself tells of the cluster, read from where the file says. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../lib/errors.ts';
import { isNodeError } from '../lib/node-error.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import type { ExternalOutputs } from '../spec/blocks/terraform.ts';
import { outputNames } from './outputs.ts';
import { findTerraform } from './terraform/find-binary.ts';
import { Terraform } from './terraform/terraform.ts';

interface Place {
  readonly binary: string | undefined;
  readonly baseDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly lockTimeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * The connection string among the outputs; undefined as long as the pipeline has told none.
 * @throws UserError GW744 when what is there cannot be it
 */
export async function toldConnectionString(
  outputs: ExternalOutputs,
  { connectThrough }: Pick<AtlasDestination, 'connectThrough'>,
  place: Place,
): Promise<string | undefined> {
  const name = outputs.connectionString ?? outputNames[connectThrough];
  const path = resolve(place.baseDirectory, outputs.path);
  const all = outputs.from === 'file' ? await readOutputs(path, outputs) : await askTerraform(path, place);
  const value = all?.[name];
  // An address of another kind is told as an empty text as long as there is none.
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !/^mongodb(\+srv)?:\/\//.test(value)) {
    throw unusable(
      outputs,
      `The output ${name} is no connection string`,
      'terraform.outputs.connectionString names it',
    );
  }
  if (/^[^/]*\/\/[^/]*@/.test(value)) {
    throw unusable(
      outputs,
      `The output ${name} holds a user and a password`,
      'Give out the address alone (connection_strings.standard_srv); how to log in belongs to destination.auth',
    );
  }
  return value;
}

async function askTerraform(directory: string, place: Place): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!existsSync(directory)) return undefined;
  const { binary: wanted, baseDirectory, env, signal, lockTimeoutMs } = place;
  const terraform = new Terraform({
    binary: await findTerraform({ wanted, baseDirectory, env, signal }),
    directory,
    env: { ...env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
    secrets: [],
    placeOf: () => undefined,
    lockTimeoutMs,
  });
  return await terraform.outputs(signal);
}

async function readOutputs(
  path: string,
  outputs: ExternalOutputs,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isNodeError(error) && error.code === 'ENOENT') return undefined;
    throw unusable(outputs, messageOf(error), 'Let godwit read it');
  }
  return outputsIn(text) ?? fail(outputs);
}

function fail(outputs: ExternalOutputs): never {
  const hint = 'Write it with `terraform output -json`';
  throw unusable(outputs, 'It is neither a list of outputs nor a state, as Terraform writes them', hint);
}

type Fields = Readonly<Record<string, unknown>>;

/** `terraform output -json`, `terraform show -json` and a state file differ in where the outputs are. */
function outputsIn(text: string): Fields | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(parsed)) return undefined;
  const isState = typeof parsed['version'] === 'number' && 'outputs' in parsed;
  const isShown = 'format_version' in parsed;
  const shown = isFields(parsed['values']) ? parsed['values']['outputs'] : undefined;
  const outputs = isState ? parsed['outputs'] : isShown ? (shown ?? {}) : parsed;
  if (!isFields(outputs)) return undefined;
  const entries = Object.entries(outputs);
  if (!entries.every(([, one]) => isFields(one) && 'value' in one)) return undefined;
  return Object.fromEntries(entries.map(([name, one]) => [name, (one as Fields)['value']]));
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unusable({ path }: ExternalOutputs, detail: string, hint: string): UserError {
  return new UserError('GW744', { summary: `The outputs in ${path} cannot be used`, detail, hint });
}
