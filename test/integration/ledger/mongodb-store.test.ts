import { afterAll, beforeAll, describe } from 'vitest';
import { MongodbLedgerStore } from '../../../src/ledger/mongodb-store.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases, type TestDatabases } from '../../support/servers/test-databases.ts';
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
});
