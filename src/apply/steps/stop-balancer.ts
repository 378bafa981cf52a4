import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError, messageOf, UserError } from '../../lib/errors.ts';
import { balancerStatus, stopBalancer as sendStop, startBalancer } from '../../mongo/balancer.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { refusedCommand } from '../../mongo/explain-failure.ts';
import { isPermission, isTransient } from '../../mongo/failures.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/** One request waits for so long for the round that is under way; then it is asked how it goes. */
const requestMs = 10_000;
const againMs = 500;
/** A chunk that is moved has to be written to disk on the other shard, which can take minutes. */
const roundMs = 15 * 60_000;
/** Within what an inverse may take. */
const startAttempts = 5;

/** Stops the balancer of a sharded cluster, and waits until no chunk is moved any more. */
export const stopBalancer: StepExecutor = {
  run: async (step, context) => {
    const { client, address } = clusterOf(step.id, context);
    if (!(await asked(address, async () => await balancerStatus(client))).isOn) return { wasOn: false };
    const giveUpAt = performance.now() + roundMs;
    for (let isTold = false; ; ) {
      context.signal.throwIfAborted();
      await context.verifyLock();
      await asked(address, async () => await stopOnce(client));
      const { isOn, isInRound } = await asked(address, async () => await balancerStatus(client));
      if (!isOn && !isInRound) return { wasOn: true };
      if (performance.now() > giveUpAt) throw stillMoves(address);
      if (!isTold) context.note(`The balancer of ${address} moves chunks still; waiting for the end of its round`);
      isTold = true;
      await delay(againMs, undefined, { signal: context.signal }).catch(() => {});
    }
  },
  undo: async ({ id }, context) => {
    // Whoever had stopped it will start it.
    if (context.outputs.get(id)?.['wasOn'] === false) return;
    const { client, address } = clusterOf(id, context);
    await ensureBalancerRuns(client, address);
  },
};

/** Starts it, unless it runs. @throws EnvironmentError GW852 when it does not run then */
export async function ensureBalancerRuns(client: MongoClient, address: string): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if ((await balancerStatus(client)).isOn) return attempt > 1;
      await startBalancer(client, requestMs / 2);
      if ((await balancerStatus(client)).isOn) return true;
      throw notStarted(address, 'It was told to run, and says that it does not');
    } catch (error) {
      if (!isTransient(error) || attempt === startAttempts) throw notStarted(address, messageOf(error), error);
      await delay(againMs);
    }
  }
}

export function clusterOf(id: string, { migration }: StepContext): { client: MongoClient; address: string } {
  return id.endsWith(':source') ? migration.source : migration.destination;
}

/** Its time is up while a round goes on: the balancer is off by then all the same. */
async function stopOnce(client: MongoClient): Promise<void> {
  try {
    await sendStop(client, requestMs);
  } catch (error) {
    if (!isTransient(error)) throw error;
  }
}

async function asked<T>(address: string, asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (error) {
    if (isPermission(error)) throw mayNotStop(address, error);
    throw error;
  }
}

function mayNotStop(address: string, cause: unknown): UserError {
  return new UserError('GW850', {
    summary: `Our user may not stop the balancer of ${address}`,
    detail: refusedCommand(messageOf(cause)),
    hint: 'Grant it clusterManager, or run sh.stopBalancer() by hand and sh.startBalancer() at the end; to sync while it runs, waive GW115',
    cause,
  });
}

function stillMoves(address: string): EnvironmentError {
  return new EnvironmentError('GW851', {
    summary: `The balancer of ${address} is off, and has not ended its round for ${roundMs / 60_000} minutes`,
    hint: 'See what it moves: db.getSiblingDB("config").changelog.find().sort({ time: -1 }); then apply again',
  });
}

function notStarted(address: string, detail: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError('GW852', {
    summary: `The balancer of ${address} could not be started again`,
    detail,
    hint: 'Run `godwit apply` again, or sh.startBalancer() by hand: shards grow unequal without it',
    cause,
  });
}
