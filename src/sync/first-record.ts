/**
 * The record by which a sync is begun, there or back. Where it cannot be written down nothing is begun, and whoever is told
 * so goes by that: applications stay where they are. It may be written all the same, and the next process would carry it on;
 * so it is taken back, and where that is not possible either, that is what is told.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, messageOf } from '../lib/errors.ts';
import type { Lease } from './checkpoint/lease.ts';
import type { Metadata } from './checkpoint/metadata.ts';
import { type RunRecord, removeRunRecord, writeRunRecord } from './run-record.ts';

const againMs = 500;

export class FirstRecord {
  #settled: Promise<void> = Promise.resolve();

  /** When nothing is in doubt any more of a sync that was to begin before. */
  async whenSettled(): Promise<void> {
    await this.#settled;
  }

  /** @throws EngineError GW986 where it may be written down although it failed */
  async write(metadata: Metadata, { token }: Lease, record: RunRecord, signal: AbortSignal): Promise<void> {
    try {
      await writeRunRecord(metadata, token, record);
    } catch (error) {
      const takeBack = async () => await removeRunRecord(metadata, token);
      const isTakenBack = await takeBack().then(
        () => true,
        () => false,
      );
      if (isTakenBack) throw error;
      // What is begun until then, and by whomever, has a later fence, and stays.
      this.#settled = untilItSucceeds(takeBack, signal);
      throw inDoubt(error, record);
    }
  }
}

async function untilItSucceeds(attempt: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await delay(againMs, undefined, { signal }).catch(() => {});
    try {
      return await attempt();
    } catch {
      // As long as the cluster does not answer.
    }
  }
}

function inDoubt(cause: unknown, { isSyncBack }: RunRecord): EngineError {
  const sync = isSyncBack === true ? 'sync back' : 'sync';
  return new EngineError('GW986', {
    summary: `It is not known whether the ${sync} is written down on the cluster that it leads to`,
    detail: messageOf(cause),
    hint: `Nothing is begun, and what is written is removed as soon as that cluster answers; ask again then. Should this process end before, the next one may begin the ${sync} by itself`,
    cause,
  });
}
