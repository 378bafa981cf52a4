import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { messageOf, UserError } from '../lib/errors.ts';
import { isGenuine, type SavedPlans, savedPlanFormat } from '../plan/saved-plan.ts';
import { usageErrorCode } from './usage-error.ts';

const planSchemaFile = new URL('../../schemas/plan.schema.json', import.meta.url);

/** Readable by nobody else: there is no secret in it, but names of databases and hosts are nobody's business. */
const mode = 0o600;

export async function writePlanFile(path: string, cwd: string, saved: SavedPlans): Promise<void> {
  try {
    await writeFileAtomic(resolve(cwd, path), `${JSON.stringify(saved, undefined, 2)}\n`, { mode });
  } catch (error) {
    throw new UserError(usageErrorCode, {
      summary: `The plan cannot be written to ${path}`,
      detail: messageOf(error),
      hint: 'Name a file in a directory that exists and may be written to',
      cause: error,
    });
  }
}

/**
 * Reads a plan from a file and holds it against its schema and its own hashes.
 * @throws UserError GW751 when it is no plan, or was changed after it was made; GW752 when a newer godwit made it
 */
export async function readPlanFile(path: string, cwd: string): Promise<SavedPlans> {
  const value = await readJson(path, cwd);
  const version =
    typeof value === 'object' && value !== null ? (value as Partial<SavedPlans>).format_version : undefined;
  if (typeof version === 'string' && majorOf(version) > majorOf(savedPlanFormat)) throw newerPlan(path, version);
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: true, strictTypes: false });
  const validate = ajv.compile<SavedPlans>(JSON.parse(await readFile(planSchemaFile, 'utf8')));
  if (!validate(value)) throw noPlan(path, ajv.errorsText(validate.errors, { dataVar: 'plan' }));
  if (!isGenuine(value)) throw noPlan(path, 'It was changed after it was made');
  return value;
}

async function readJson(path: string, cwd: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(resolve(cwd, path), 'utf8'));
  } catch (error) {
    throw noPlan(path, messageOf(error), error);
  }
}

const majorOf = (version: string) => Number(version.split('.')[0]);

function noPlan(path: string, detail: string, cause?: unknown): UserError {
  return new UserError('GW751', {
    summary: `${path} is not a plan that can be applied`,
    detail,
    hint: 'Make it with `godwit plan --out FILE`, and apply it as it is',
    cause,
  });
}

function newerPlan(path: string, version: string): UserError {
  return new UserError('GW752', {
    summary: `${path} was made by a newer godwit (plan format ${version}, this one knows ${savedPlanFormat})`,
    hint: 'Apply it with the version that made it, or make it again with this one',
  });
}
