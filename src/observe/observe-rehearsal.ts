import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../lib/errors.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';

/** What the report of a rehearsal shows. */
export interface RehearsalSeen {
  /** When the last rehearsal that went well ended, ISO 8601. */
  readonly finishedAt?: string | undefined;
  /** What it took, as far as its events tell. */
  readonly measured?: RehearsalMeasured | undefined;
  /** Why there is none. */
  readonly why?: string | undefined;
}

/** Figures of the last rehearsal that went well. */
export interface RehearsalMeasured {
  /** From the beginning of the sync until it followed, indexes included. */
  readonly bytesPerSecond?: number | undefined;
  /** How long the commit took. */
  readonly commitSeconds?: number | undefined;
}

/** Phases that end a rehearsal: the destination stood on its own. */
const rehearsed = new Set(['detached', 'cutover', 'complete']);

interface Event {
  readonly type?: unknown;
  readonly migration?: unknown;
  readonly outcome?: unknown;
  readonly '@timestamp'?: unknown;
  readonly plan?: { readonly phase?: unknown };
  readonly step?: { readonly kind?: unknown };
  readonly durationMs?: unknown;
  readonly output?: { readonly copiedBytes?: unknown };
}

/** Reads the events that a rehearsal wrote, where a policy asks for one. */
export async function observeRehearsal({ spec, baseDirectory }: LoadedMigration): Promise<RehearsalSeen | undefined> {
  const rule = spec.policy.find((one) => one.kind === 'rule' && one.rehearsal !== undefined);
  if (rule?.kind !== 'rule' || rule.rehearsal === undefined) return undefined;
  try {
    const text = await readFile(resolve(baseDirectory, rule.rehearsal.report), 'utf8');
    const seen = lastFinished(text, spec.name);
    return seen.finishedAt === undefined ? { why: `it tells of none of ${spec.name}` } : seen;
  } catch (error) {
    return { why: messageOf(error) };
  }
}

function lastFinished(text: string, migration: string): RehearsalSeen {
  let isRehearsal = false;
  let syncBegunAt: number | undefined;
  let measured: RehearsalMeasured = {};
  let seen: RehearsalSeen = {};
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const event = JSON.parse(line) as Event;
    if (event.migration !== migration) continue;
    if (event.type === 'applyStarted') isRehearsal = rehearsed.has(String(event.plan?.phase));
    const at = Date.parse(String(event['@timestamp']));
    if (Number.isNaN(at)) continue;
    if (event.type === 'stepSucceeded') {
      if (event.step?.kind === 'startSync') {
        syncBegunAt = at;
        measured = {};
      }
      measured = { ...measured, ...figuresOf(event, at, syncBegunAt) };
    }
    const isDone = event.type === 'applyFinished' && event.outcome === 'done';
    if (isDone && isRehearsal) seen = { finishedAt: String(event['@timestamp']), measured };
  }
  return seen;
}

function figuresOf(
  { step, output, durationMs }: Event,
  at: number,
  syncBegunAt: number | undefined,
): RehearsalMeasured {
  const bytes = output?.copiedBytes;
  // A sync that goes on after a pause or a crash has copied what it tells since it was begun, not since then.
  if (step?.kind === 'awaitSynced' && typeof bytes === 'number' && bytes > 0 && syncBegunAt !== undefined) {
    return { bytesPerSecond: bytes / Math.max(1, (at - syncBegunAt) / 1000) };
  }
  if (step?.kind === 'commitSync' && typeof durationMs === 'number') return { commitSeconds: durationMs / 1000 };
  return {};
}
