import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CutoverGuard } from '../../../src/apply/cutover-guard.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startProxy } from '../../support/servers/tcp-proxy.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { waitFor } from '../../support/wait-for.ts';

const transaction = 'of-a-test';

describe('the guard of a cutover', await needs({ sharedServers: '>=6.0' }), () => {
  it('is not taken for lost when a sign of life arrives behind the switch', async () => {
    await using databases = await openTestDatabases();
    const migration = databases.databaseName();
    const [, host] = /\/\/([^/,]+)/.exec(databases.destinationUri)!;
    await using proxy = await startProxy({ target: host! });
    await using slow = new MongoClient(`mongodb://${proxy.host}/?directConnection=true`, { monitorCommands: true });
    await slow.connect();
    const answers: string[] = [];
    slow.on('commandSucceeded', ({ commandName }) => answers.push(commandName));

    let client: MongoClient = databases.destination;
    const lost: unknown[] = [];
    const guard = new CutoverGuard({
      client: () => client,
      migration,
      leaseMs: 4_000,
      by: 'a test',
      onLost: (error) => lost.push(error),
    });
    await guard.arm(transaction, 'source');
    const held = proxy.holdNext('expiresAt');
    client = slow;
    await waitFor('a sign of life', () => held.isHolding());
    client = databases.destination;
    await guard.beginSwitch(transaction);
    client = slow;
    held.release();
    // It is refused, and whoever sent it looks why.
    await waitFor('the refusal', () => answers.includes('find'));
    await turn();
    expect(lost).toEqual([]);
    const guards = databases.destination.db('__godwit').collection<{ _id: string }>('guards');
    expect(await guards.findOneAndDelete({ _id: migration })).toMatchObject({ state: 'switchBegun' });
  });
});
