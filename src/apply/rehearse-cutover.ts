/** Everything that a cutover would check, the expensive checks too, and nothing that it would change. */
import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineObservation } from '../engines/engine.ts';
import { declaredUser, writeRolesOf } from '../guardian/write-roles.ts';
import { clusterActions } from '../mongo/cluster-actions.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isPermission } from '../mongo/failures.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { declaredUsers } from '../plan/rules/block-steps.ts';
import type { Action } from '../spec/blocks/action.ts';
import { extentOf, extentWords, unproven } from '../verify/extent.ts';
import type { GateContext } from './gates/gate.ts';
import { gatesOf } from './gates/gates-of.ts';
import { type NamedReading, readGates } from './gates/read-gates.ts';
import { VerificationOfRun } from './verification-of-run.ts';

const lookEveryMs = 250;

/** The readings of all gates, and of what else could stop the cutover half-way. */
export async function rehearseCutover(context: GateContext): Promise<readonly NamedReading[]> {
  const { migration } = context;
  const { capabilities } = migration.engine;
  const engine = await observeCompared(context);
  const gates = await readGates(gatesOf(migration.loaded.spec.cutover, capabilities), engine, context);
  return [
    engineReading(engine, capabilities.isOnline),
    ...gates,
    ...comparedLater(migration),
    ...(await blockReadings(migration)),
    ...(await hookReadings(context)),
  ];
}

/** One that cannot follow has nothing to commit before: it copies in the cutover. */
function engineReading({ state, progress, isRunning }: EngineObservation, isOnline: boolean): NamedReading {
  const name = 'engine';
  if (!isOnline) {
    const words = isRunning ? 'the engine copies already' : 'the engine copies everything while writes are blocked';
    return { name, isOpen: !isRunning, words };
  }
  const isOpen = state === 'following' && progress?.canCommit === true;
  const whyNot = [state, ...(progress?.whyNotCommit ?? [])].join('; ');
  return { name, isOpen, words: isOpen ? 'the engine can commit' : `the engine cannot commit: ${whyNot}` };
}

/** What is compared beside an engine is compared by a run: this one does, once, and repairs nothing. */
async function observeCompared({ migration, signal }: GateContext): Promise<EngineObservation> {
  const { engine } = migration;
  const verification = new VerificationOfRun(migration, { repairs: false });
  try {
    for (;;) {
      signal.throwIfAborted();
      const seen = await engine.observe();
      if (engine.capabilities.verification !== 'beside' || seen.state !== 'following') return seen;
      await verification.begin();
      const told = await verification.told(seen);
      const compared = told.progress?.verification;
      if (compared === undefined || compared.watermark !== undefined) return told;
      await delay(lookEveryMs, undefined, { signal });
    }
  } finally {
    await verification.end();
  }
}

/** No gate waits for a comparison that needs both sides to stand still. */
function comparedLater({ engine, loaded }: OpenMigration): readonly NamedReading[] {
  const extent = extentOf(loaded.spec.verification);
  if (engine.capabilities.verification !== 'none' || extent === undefined) return [];
  const isCompared = engine.capabilities.blocksSource !== 'engine';
  const words = isCompared
    ? `not compared yet: the cutover compares ${extentWords(extent)}, while writes are blocked`
    : `nothing is compared: ${engine.capabilities.title} blocks writes in its commit alone`;
  return [{ name: 'verification', isOpen: true, words: [words, ...unproven(extent)].join('. ') }];
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
