/**
 * Watches a migration that somebody else carries on: the engine in the background, or a run on another machine. Reads
 * engine and ledger, takes no lock and changes nothing, so that it may be ended and begun again at any time.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineObservation } from '../engines/engine.ts';
import { readJournal } from '../ledger/journal.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { EngineError, EnvironmentError, exitCodes, type GodwitError } from '../lib/errors.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import { hasComeTo } from '../lifecycle/has-come-to.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import { isTransient } from '../mongo/failures.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import type { Phase } from '../spec/migration.ts';

/** Phases that can be waited for. */
export type AwaitedPhase = Exclude<Phase, 'rolledBack'>;

export interface FollowOptions {
  readonly phase: AwaitedPhase;
  /** `undefined` waits for as long as it takes. */
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (engine: EngineObservation) => void;
  /** What runs write down meanwhile. */
  readonly onEntry: (entry: LedgerEntry) => void;
  /** How often to look, in milliseconds. */
  readonly everyMs?: number;
}

/** For how long nobody may be seen to work on it: a runner that was lost is replaced within minutes, if at all. */
const abandonedAfterMs = 120_000;

interface Seen {
  readonly engine: EngineObservation;
  readonly state: MigrationState;
  readonly entries: readonly LedgerEntry[];
  readonly isLocked: boolean;
}

/**
 * Returns when the migration has come to the phase and nobody works on it any more.
 * @throws EngineError GW860 when the sync failed; EnvironmentError GW861 when nobody carries it on, GW862 when the time is
 * up, GW863 when the run that was watched failed
 */
export async function followMigration(migration: OpenMigration, options: FollowOptions): Promise<void> {
  const { signal, everyMs = 1_000, timeoutMs } = options;
  const startedAt = performance.now();
  let told: number | undefined;
  let lastSignOfWork = startedAt;
  for (;;) {
    const seen = await look(migration);
    if (seen !== undefined) {
      // What was written before is history.
      for (const entry of seen.entries.slice(told ?? seen.entries.length)) options.onEntry(entry);
      const news = seen.entries.slice(told ?? seen.entries.length);
      told = seen.entries.length;
      options.onProgress(seen.engine);
      if (isThere(seen, options.phase)) return;
      const failure = failureOf(seen, news);
      if (failure !== undefined) throw failure;
      const now = performance.now();
      if (seen.isLocked || seen.engine.isRunning) lastSignOfWork = now;
      if (now - lastSignOfWork > abandonedAfterMs) throw abandoned(seen.state);
    }
    if (timeoutMs !== undefined && performance.now() - startedAt > timeoutMs)
      throw timeUp(options.phase, timeoutMs, seen);
    await delay(everyMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) throw interrupted();
  }
}

/** `undefined` where a server does not answer for the moment. */
async function look({ engine, ledger }: OpenMigration): Promise<Seen | undefined> {
  try {
    const [seen, entries, lock] = await Promise.all([engine.observe(), ledger.read(), ledger.lockInfo()]);
    return { engine: seen, state: deriveState(seen, readJournal(entries)), entries, isLocked: lock !== undefined };
  } catch (error) {
    if (isTransient(error)) return undefined;
    throw error;
  }
}

/** A sync is there when it could be committed: with a small lag, and not in the middle of somebody's run. */
function isThere({ engine, state, isLocked }: Seen, phase: AwaitedPhase): boolean {
  if (!hasComeTo(state, phase) || state === 'cuttingOver') return false;
  if (phase === 'prepared') return true;
  return !isLocked && (state !== 'following' || engine.progress?.canCommit === true);
}

function failureOf({ engine, state, isLocked }: Seen, news: readonly LedgerEntry[]): GodwitError | undefined {
  const end = news.findLast((entry) => entry.kind === 'runFinished');
  if (end?.kind === 'runFinished' && end.outcome !== 'done' && !isLocked) return runFailed(end.outcome, news);
  if (state !== 'failed' || isLocked) return undefined;
  return new EngineError('GW860', {
    summary: 'The sync engine stopped with an error',
    detail: engine.failure?.message,
    hint: engine.failure?.hint ?? 'Remove the cause, then run `godwit apply`: it resumes where it stopped',
  });
}

function runFailed(outcome: string, news: readonly LedgerEntry[]): GodwitError {
  const failed = news.findLast((entry) => entry.kind === 'stepFailed');
  return new EnvironmentError('GW863', {
    summary: `The run that was watched ended: ${outcome}`,
    detail: failed?.kind === 'stepFailed' ? `${failed.step}: [${failed.code}] ${failed.message}` : undefined,
    hint: 'Run `godwit plan` to see where it stands',
    exitCode: outcome === 'undone' ? exitCodes.gateNotMet : exitCodes.error,
  });
}

function abandoned(state: MigrationState): GodwitError {
  return new EnvironmentError('GW861', {
    summary: `The migration is ${state}, and nobody carries it on: its engine does not run, and no run holds its lock`,
    hint: 'Run `godwit apply`: it starts the engine again, which goes on at its last checkpoint',
  });
}

function timeUp(phase: Phase, timeoutMs: number, seen: Seen | undefined): GodwitError {
  const stands = seen === undefined ? 'it cannot be looked at' : `it is ${seen.state}`;
  return new EnvironmentError('GW862', {
    summary: `The migration did not come to ${phase} within ${timeoutMs / 1000} s: ${stands}`,
    hint: 'It goes on by itself; see `godwit status`, or wait for longer with --timeout',
    exitCode: exitCodes.gateNotMet,
  });
}

function interrupted(): GodwitError {
  return new EnvironmentError('GW843', {
    summary: 'Stopped watching; the migration goes on',
    exitCode: exitCodes.interrupted,
  });
}
