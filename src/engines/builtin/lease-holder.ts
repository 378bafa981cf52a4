import { setTimeout as delay } from 'node:timers/promises';
import { isDeadProcess } from '../../lib/dead-process.ts';
import { UserError } from '../../lib/errors.ts';
import { defaultLeaseMs, isLeaseRunning, readLease } from '../../sync/checkpoint/lease.ts';
import type { Metadata } from '../../sync/checkpoint/metadata.ts';

const againMs = 250;

/**
 * Returns when the process that holds the lease and does not answer is surely dead: a second engine would only fence the
 * first. A loopback address of another machine means nothing here, so that one is known by renewing its lease.
 * @throws UserError GW911 when it lives
 */
export async function awaitDeadHolder(metadata: Metadata): Promise<void> {
  const first = await readLease(metadata);
  if (first === undefined || isDeadProcess(first.holder)) return;
  const giveUpAt = performance.now() + defaultLeaseMs;
  while (performance.now() < giveUpAt && (await isLeaseRunning(metadata))) {
    const lease = await readLease(metadata);
    if (lease !== undefined && lease.expiresAt > first.expiresAt) throw runsElsewhere(lease.holder);
    await delay(againMs);
  }
}

function runsElsewhere({ host, pid, url }: { host: string; pid: number; url: string }): UserError {
  return new UserError('GW911', {
    summary: `A sync engine for this destination runs on ${host} (pid ${pid}, ${url}), which does not answer from here`,
    hint: 'Run this command there, or stop that engine; after its death its lease ends within 10 s',
    context: { holder: { host, pid, url } },
  });
}
