/** Everything that a cutover would check, the expensive checks too, and nothing that it would change. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { declaredUser, writeRolesOf } from '../guardian/write-roles.ts';
import { clusterActions } from '../mongo/cluster-actions.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isPermission } from '../mongo/failures.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { declaredUsers } from '../plan/rules/block-steps.ts';
import type { Action } from '../spec/blocks/action.ts';
import type { GateContext } from './gates/gate.ts';
import { gatesOf } from './gates/gates-of.ts';
import { type NamedReading, readGates } from './gates/read-gates.ts';

/** The readings of all gates, and of what else could stop the cutover half-way. */
export async function rehearseCutover(context: GateContext): Promise<readonly NamedReading[]> {
  const { migration } = context;
  const engine = await migration.engine.observe();
  const { capabilities } = migration.engine;
  const isBeside = capabilities.verification === 'beside';
  // No run compares now: the one that cuts over does, before anybody is blocked.
  const readable = isBeside ? { ...capabilities, verification: 'none' as const } : capabilities;
  const gates = await readGates(gatesOf(migration.loaded.spec.cutover, readable), engine, context);
  const whyNot = engine.progress?.whyNotCommit ?? [];
  const canCommit = engine.state === 'following' && engine.progress?.canCommit === true;
  return [
    {
      name: 'engine',
      isOpen: canCommit,
      words: canCommit ? 'the engine can commit' : `the engine cannot commit: ${[engine.state, ...whyNot].join('; ')}`,
    },
    ...gates,
    ...(await blockReadings(migration)),
    ...(await hookReadings(context)),
  ];
}

async function blockReadings({ source, loaded }: OpenMigration): Promise<readonly NamedReading[]> {
  const { block } = loaded.spec.cutover;
  if (block.source === 'roles') return [await rolesReading(source.client, declaredUsers(loaded.spec))];
  if (block.source === 'external') return [];
  const granted = await clusterActions(source.client);
  const needed = ['setUserWriteBlockMode', 'bypassWriteBlockingMode'];
  const isGranted = (action: string) => granted === undefined || granted.has('anyAction') || granted.has(action);
  const missing = needed.filter((action) => !isGranted(action));
  const words =
    missing.length === 0
      ? 'the user of the source may block writes'
      : `the user of the source lacks ${missing.join(', ')}`;
  return [{ name: 'block', isOpen: missing.length === 0, words }];
}

/** Whom the block would stop, asked in the way in which the block asks. */
async function rolesReading(client: MongoClient, names: readonly string[]): Promise<NamedReading> {
  try {
    const found = await writeRolesOf(client, names.map(declaredUser));
    const words = `${found.length} of ${names.length} declared users can write on the source, and would lose their write roles`;
    return { name: 'block', isOpen: found.length > 0, words };
  } catch (error) {
    if (!isPermission(error)) throw error;
    const words = 'the user of the source may not look at the roles of the declared users (userAdminAnyDatabase)';
    return { name: 'block', isOpen: false, words };
  }
}

async function hookReadings({ migration, env }: GateContext): Promise<readonly NamedReading[]> {
  const { loaded } = migration;
  const actions = loaded.spec.cutover.hooks.flatMap(({ name, action, undo }) => [
    { name, action },
    ...(undo === undefined ? [] : [{ name: `undo of ${name}`, action: undo }]),
  ]);
  const readings = actions.map(async ({ name, action }) => {
    const isThere = await canRun(action, loaded.baseDirectory, env['PATH'] ?? '');
    return {
      name: 'hook',
      isOpen: isThere,
      words: isThere ? `${name} can be run` : `${name}: there is no such program`,
    };
  });
  return await Promise.all(readings);
}

async function canRun(action: Action, directory: string, path: string): Promise<boolean> {
  if (action.kind === 'http') return true;
  const [program = ''] = action.command;
  const candidates = program.includes('/')
    ? [resolve(directory, program)]
    : path.split(delimiter).map((one) => join(one, program));
  for (const candidate of candidates) {
    const isThere = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}
