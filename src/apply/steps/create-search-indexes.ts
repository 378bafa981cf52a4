import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, EnvironmentError } from '../../lib/errors.ts';
import type { SearchIndex } from '../../mongo/details/cluster-details.ts';
import { createSearchIndex, searchIndexesOf } from '../../mongo/details/search-indexes.ts';
import { type MongoClient, MongoError } from '../../mongo/driver.ts';
import { reasonOf } from '../../mongo/explain-failure.ts';
import { isPermission, isTransient } from '../../mongo/failures.ts';
import { parseNamespace } from '../../mongo/namespace.ts';
import { searchIndexId } from '../../preflight/wanted-search-indexes.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

const firstPauseMs = 250;
const longestPauseMs = 10_000;
/** Longer than any build that goes on; it goes on in the service in any case, and the next run waits again. */
const limitMs = 12 * 3_600_000;

type Wanted = Pick<SearchIndex, 'namespace' | 'name' | 'type' | 'definition'>;

/** Creates the search indexes that the plan named, where they are not there, and waits until each can be queried. */
export const createSearchIndexes: StepExecutor = {
  run: async ({ inputs }, context) => {
    const wanted = inputs['indexes'] as readonly Wanted[];
    await context.verifyLock();
    const created = await createMissing(wanted, context);
    await untilQueryable(wanted, context);
    return { created };
  },
};

async function createMissing(wanted: readonly Wanted[], { migration, note }: StepContext): Promise<readonly string[]> {
  const { client } = migration.destination;
  const created: string[] = [];
  const present = new Set((await presentOf(client, wanted)).map(searchIndexId));
  for (const index of wanted.filter((one) => !present.has(searchIndexId(one)))) {
    try {
      await createSearchIndex(client, parseNamespace(index.namespace), index);
    } catch (error) {
      throw refused(index, error);
    }
    note(`Creating the search index ${searchIndexId(index)}`);
    created.push(searchIndexId(index));
  }
  return created;
}

async function untilQueryable(wanted: readonly Wanted[], { migration, note, signal }: StepContext): Promise<void> {
  const startedAt = performance.now();
  let told = '';
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    signal.throwIfAborted();
    const present = await bearing(async () => await presentOf(migration.destination.client, wanted));
    if (present !== undefined) {
      const waiting = notQueryable(wanted, present);
      if (waiting.length === 0) return;
      const words = waiting.map(({ id, status }) => `${id} (${status})`).join(', ');
      if (words !== told) note(`Waiting for ${waiting.length} of ${wanted.length} search indexes: ${words}`);
      told = words;
    }
    if (performance.now() - startedAt > limitMs) throw notInTime(told);
    await delay(pauseMs, undefined, { signal }).catch(() => {});
  }
}

/** @throws EngineError GW878 for one that never will be */
function notQueryable(wanted: readonly Wanted[], present: readonly SearchIndex[]) {
  const found = new Map(present.map((index) => [searchIndexId(index), index]));
  return wanted.flatMap((index) => {
    const id = searchIndexId(index);
    const { status = 'not there yet', isQueryable } = found.get(id) ?? {};
    if (isQueryable ?? status === 'READY') return [];
    if (status === 'FAILED') throw failed(id);
    return [{ id, status }];
  });
}

/** Of the collections that any of them is for. */
async function presentOf(client: MongoClient, wanted: readonly Wanted[]): Promise<readonly SearchIndex[]> {
  const names = [...new Set(wanted.map(({ namespace }) => namespace))];
  const found = await Promise.all(names.map(async (name) => await searchIndexesOf(client, parseNamespace(name))));
  return found.flatMap((one) => one ?? []);
}

/** An election in these hours is not the end of it. */
async function bearing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isTransient(error)) return undefined;
    throw error;
  }
}

function refused(index: Wanted, error: unknown): unknown {
  if (!(error instanceof MongoError)) return error;
  return new EngineError('GW877', {
    summary: `The search index ${searchIndexId(index)} could not be created on the destination`,
    detail: reasonOf(error),
    hint: isPermission(error)
      ? "Grant the destination's user the role readWriteAnyDatabase, then run `godwit apply` again"
      : 'Correct the definition where the server objects to it, then plan again; those that were created stay',
    cause: error,
  });
}

function failed(id: string): EngineError {
  return new EngineError('GW878', {
    summary: `The search index ${id} could not be built on the destination (FAILED)`,
    hint: 'Its page in Atlas says why. Correct it there or drop it (dropSearchIndex), correct its definition, then run `godwit apply` again',
  });
}

function notInTime(waiting: string): EnvironmentError {
  return new EnvironmentError('GW879', {
    summary: `Search indexes cannot be queried after ${limitMs / 3_600_000} hours: ${waiting}`,
    hint: 'They go on being built. Look at them on the destination; `godwit apply` waits again',
  });
}
