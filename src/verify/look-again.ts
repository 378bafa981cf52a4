import { setTimeout as delay } from 'node:timers/promises';
import type { BsonValue } from '../mongo/bson/value.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isStandalone } from '../mongo/is-standalone.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { sourceTimeNow } from '../sync/source-time.ts';
import { documentsById } from './documents-by-id.ts';
import { keyOf } from './pending-documents.ts';

/** A document that stayed unequal, with what each side has of it. */
export interface UnequalPair {
  readonly id: BsonValue;
  readonly source: Buffer | undefined;
  readonly destination: Buffer | undefined;
}

export interface LookAgainOptions {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly namespace: Namespace;
  readonly signal: AbortSignal;
}

const attempts = 5;
const firstPauseMs = 100;

/**
 * Looks at documents again that were not equal when they were read in passing. One that still changes, or is on its way
 * through a sync, gets a few chances: only what is unequal while it stands still is a difference.
 */
export async function lookAgain(options: LookAgainOptions, ids: readonly BsonValue[]): Promise<readonly UnequalPair[]> {
  const { source, destination, namespace, signal } = options;
  let waiting = ids;
  let unequal: UnequalPair[] = [];
  for (let attempt = 0; attempt < attempts && waiting.length > 0; attempt += 1) {
    if (attempt > 0) await delay(firstPauseMs * 2 ** attempt, undefined, { signal });
    // A standalone server has no time, and no other member that could be behind it.
    const readAfter = isStandalone(source) ? undefined : await sourceTimeNow(source);
    const here = await documentsById({ client: source, namespace, readAfter }, waiting);
    const there = await documentsById({ client: destination, namespace }, waiting);
    unequal = waiting
      .map((id) => ({ id, source: here.documents.get(keyOf(id)), destination: there.documents.get(keyOf(id)) }))
      .filter((pair) => !isSame(pair));
    waiting = unequal.map(({ id }) => id);
  }
  return unequal;
}

function isSame({ source, destination }: UnequalPair): boolean {
  if (source === undefined || destination === undefined) return source === destination;
  return source.equals(destination);
}
