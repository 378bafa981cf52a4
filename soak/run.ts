/**
 * The soak: rounds of a whole sync under everything that may happen to it, for as long as asked.
 *
 * round.ts is one of them; scope/ decides by the seed what is synced and by what names, and bystanders.ts has what no sync
 * may touch. faults.ts breaks processes and networks, rollbacks.ts and lost-changes.ts take back and lose what servers had,
 * requests.ts pauses the sync and changes its load, cutover.ts commits it amid all that, reverse.ts turns it round.
 * workload.ts is what applications do: the tests' random writer, and changes of collections, indexes and views. The tests'
 * own verifier has the last word.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { soakRound } from './round.ts';
import type { SourceVersion } from './scope/scope.ts';

/** As options.mjs reads them. */
export interface SoakOptions {
  readonly forMs: number;
  readonly roundMs: number;
  readonly members: 1 | 3;
  /** As new as the destination when left out. */
  readonly sourceVersion: SourceVersion | undefined;
  readonly faults: RegExp;
  readonly seed: number;
  /** Of this run, for its logs; removed unless something failed. */
  readonly directory: string;
}

/** Throws what failed, with the seed of its round and where the logs are. */
export async function runSoak({ forMs, directory, seed, ...options }: SoakOptions): Promise<void> {
  const startedAt = performance.now();
  let rounds = 0;
  for (; performance.now() - startedAt < forMs; rounds += 1) {
    const roundSeed = seed + rounds;
    const logDirectory = join(directory, `seed-${roundSeed}`);
    mkdirSync(logDirectory, { recursive: true });
    const roundStartedAt = performance.now();
    try {
      const told = await soakRound({ ...options, seed: roundSeed, logDirectory });
      console.log(`round ${rounds + 1}, seed ${roundSeed}, ${secondsSince(roundStartedAt)} s: ${told}`);
    } catch (error) {
      const logs = readdirSync(logDirectory).length === 0 ? '' : `\nLogs: ${logDirectory}`;
      throw new Error(`Round ${rounds + 1} failed; again with --seed ${roundSeed}\n${(error as Error).stack}${logs}`, {
        cause: error,
      });
    }
    rmSync(logDirectory, { recursive: true });
  }
  if (existsSync(directory)) rmSync(directory, { recursive: true });
  console.log(`${rounds} rounds in ${secondsSince(startedAt)} s, and nothing was lost or changed`);
}

function secondsSince(at: number): number {
  return Math.round((performance.now() - at) / 1000);
}
