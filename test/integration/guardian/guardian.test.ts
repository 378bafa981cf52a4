import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GuardStore } from '../../../src/guardian/guard-document.ts';
import { runGuardian } from '../../../src/guardian/guardian.ts';
import type { SourceBlock } from '../../../src/guardian/source-block.ts';
import { type MongoClient, MongoNetworkError } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases, type TestDatabases } from '../../support/servers/test-databases.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A source as far as a guardian asks it, that can be away. */
class Source {
  isAway = false;
  isBlocked = true;
  refusals = 0;
  /** Called when it is asked whether writers are held back, before it answers. */
  onLook: () => Promise<void> = async () => {};
  readonly #roles = [{ role: 'read', db: 'shop' }];

  get client(): MongoClient {
    return {
      db: () => ({ command: async (command: Record<string, unknown>) => await this.#answer(command) }),
    } as unknown as MongoClient;
  }

  get mayWrite(): boolean {
    return this.#roles.some(({ role }) => role === 'readWrite');
  }

  async #answer(command: Record<string, unknown>): Promise<object> {
    if (this.isAway) {
      this.refusals += 1;
      throw new MongoNetworkError('away');
    }
    if ('serverStatus' in command) await this.onLook();
    if ('setUserWriteBlockMode' in command) this.isBlocked = command['global'] === true;
    if ('grantRolesToUser' in command) this.#roles.push(...(command['roles'] as { role: string; db: string }[]));
    return { users: [{ roles: this.#roles }], repl: { userWriteBlockMode: this.isBlocked ? 2 : 1 } };
  }
}

const roles: SourceBlock = {
  kind: 'roles',
  taken: [{ user: 'clerk', db: 'shop', roles: [{ role: 'readWrite', db: 'shop' }], given: [] }],
};

describe('a guardian', await needs({ sharedServers: '>=6.0' }), () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Watches over one cutover until the task is done. */
  async function guarded(
    block: SourceBlock,
    leaseMs: number,
    task: (scene: { source: Source; databases: TestDatabases; name: string; store: GuardStore }) => Promise<void>,
  ): Promise<void> {
    await using databases = await openTestDatabases();
    const name = `guarded-${randomUUID()}`;
    const store = new GuardStore(databases.destination);
    const source = new Source();
    const ended = new AbortController();
    await store.arm(name, randomUUID(), 'source', 'a run', leaseMs);
    await store.describe(name, (await store.read(name))!.transaction, block);
    const scene = { source, databases, name, store };
    const options = { source: source.client, destination: databases.destination, migration: name, name: 'it' };
    const guardian = runGuardian({ ...options, signal: ended.signal, log: () => {}, onTakenBack: async () => {} });
    try {
      await task(scene);
    } finally {
      ended.abort();
      await guardian;
      await databases.destination
        .db('__godwit')
        .collection('guards')
        .deleteOne({ _id: name as never });
    }
  }

  it('gives write roles back to a source that was away, however long', async () => {
    await guarded(roles, 60_000, async ({ source, databases, name, store }) => {
      source.isAway = true;
      const guards = databases.destination.db('__godwit').collection<{ _id: string }>('guards');
      await guards.updateOne({ _id: name }, { $set: { expiresAt: new Date(0) } });
      await waitFor('the guardian', () => source.refusals > 0);
      expect(await store.read(name)).toMatchObject({ state: 'undone' });
      await guards.updateOne({ _id: name }, { $set: { changedAt: new Date(0) } });
      source.isAway = false;
      await waitFor('the role', () => source.mayWrite);
    });
  });

  it('gives writes back that a dead run has blocked when people cancel, whatever its own clock says', async () => {
    const real = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(real + 3_600_000);
    await guarded({ kind: 'server' }, 60_000, async ({ source, name, store }) => {
      await store.cancel(name, 'somebody');
      await waitFor('writes', () => !source.isBlocked);
    });
  });

  it('leaves the block of the next cutover alone that begins while it looks for what the last one left', async () => {
    await guarded({ kind: 'server' }, 60_000, async ({ source, name, store }) => {
      let looks = 0;
      source.isBlocked = false;
      source.onLook = async () => {
        looks += 1;
        if (looks > 1) return;
        await store.arm(name, randomUUID(), 'source', 'another run', 60_000);
        source.isBlocked = true;
      };
      await store.cancel(name, 'somebody');
      await waitFor('the guardian', () => looks > 0);
      // For longer than it takes to release it.
      await delay(1_500);
      expect(source.isBlocked).toBe(true);
    });
  });
});
