import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MongodbLedgerStore } from '../../../src/ledger/mongodb-store.ts';
import { LedgerGate, type PassingEntry } from '../../support/cli/ledger-gate.ts';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases, type TestDatabases } from '../../support/servers/test-databases.ts';
import { ada, note } from './entries.ts';
import { itKeepsLedgers, testTimes } from './ledger-contract.ts';

describe('a ledger in a database', await needs({ sharedServers: 'any' }), () => {
  let servers: TestDatabases;
  let database = '';

  beforeAll(async () => {
    servers = await openTestDatabases();
    database = servers.databaseName();
  });

  afterAll(async () => await servers[Symbol.asyncDispose]());

  const entries = () => servers.destination.db(database).collection<Document & { _id: string }>('ledger');
  itKeepsLedgers(() => ({
    open: (migration) => new MongodbLedgerStore(servers.destination, database, migration, 'a server', testTimes),
    setup: (migration) => ({ migration, times: testTimes, uri: servers.destinationUri, database }),
    dump: async (migration) => JSON.stringify(await entries().find({ migration }).sort({ _id: 1 }).toArray()),
    damage: async (migration) => {
      await entries().deleteOne({ _id: `${migration}/00000002` });
    },
    truncate: async (migration) => {
      await entries().deleteOne({ _id: `${migration}/00000003` });
    },
    empty: async (migration) => {
      await entries().deleteMany({ migration });
    },
    garble: async (migration) => {
      await entries().updateOne({ _id: `${migration}/00000002` }, { $set: { 'entry.kind': 'transactionBogun' } });
    },
    makeNewer: async (migration) => {
      await entries().updateMany({ migration }, { $set: { formatVersion: 99 } });
    },
    makeOlder: async (migration) => {
      await entries().updateMany({ migration }, { $set: { formatVersion: 1 } });
    },
  }));

  it('goes on behind an entry of its own whose answer was lost', async () => {
    const [, host] = /\/\/([^/,]+)/.exec(servers.destinationUri)!;
    await using gate = await LedgerGate.open(host!);
    await using client = await MongoClient.connect(gate.uri);
    const store = new MongodbLedgerStore(client, database, 'unanswered', 'a server');
    await using lock = await store.lock(ada, 'apply', 0);
    const isLost = ({ transaction }: PassingEntry) => transaction === 'b';
    gate.watch(async (moment, entry) => (moment === 'after' && isLost(entry) ? 'cut' : 'pass'));
    await lock.append('run', note('a'));
    await expect(lock.append('run', note('b'))).rejects.toMatchObject({ code: 'GW505' });
    await lock.append('run', note('c'));
    expect(lock.lost.aborted).toBe(false);
    expect((await store.read()).map(({ kind, serial }) => [kind, serial])).toEqual(
      [1, 2, 3].map((serial) => ['transactionBegan', serial]),
    );
  });
});
