import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf } from '../lib/errors.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';

/** What the report of a rehearsal shows. */
export interface RehearsalSeen {
  /** When the last rehearsal that went well ended, ISO 8601. */
  readonly finishedAt?: string | undefined;
  /** Why there is none. */
  readonly why?: string | undefined;
}

/** Phases that end a rehearsal: the destination stood on its own. */
const rehearsed = new Set(['detached', 'cutover', 'complete']);

interface Event {
  readonly type?: unknown;
  readonly migration?: unknown;
  readonly outcome?: unknown;
  readonly '@timestamp'?: unknown;
  readonly plan?: { readonly phase?: unknown };
}

/** Reads the events that a rehearsal wrote, where a policy asks for one. */
export async function observeRehearsal({ spec, baseDirectory }: LoadedMigration): Promise<RehearsalSeen | undefined> {
  const rule = spec.policy.find((one) => one.kind === 'rule' && one.rehearsal !== undefined);
  if (rule?.kind !== 'rule' || rule.rehearsal === undefined) return undefined;
  try {
    const text = await readFile(resolve(baseDirectory, rule.rehearsal.report), 'utf8');
    const finishedAt = lastFinished(text, spec.name);
    return finishedAt === undefined ? { why: `it tells of none of ${spec.name}` } : { finishedAt };
  } catch (error) {
    return { why: messageOf(error) };
  }
}

function lastFinished(text: string, migration: string): string | undefined {
  let isRehearsal = false;
  let finishedAt: string | undefined;
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const event = JSON.parse(line) as Event;
    if (event.migration !== migration) continue;
    if (event.type === 'applyStarted') isRehearsal = rehearsed.has(String(event.plan?.phase));
    const isDone = event.type === 'applyFinished' && event.outcome === 'done';
    if (isDone && isRehearsal && !Number.isNaN(Date.parse(String(event['@timestamp'])))) {
      finishedAt = String(event['@timestamp']);
    }
  }
  return finishedAt;
}
