import { describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';

describe('the zoo', await needs({ alikeServers: true }), () => {
  it('is the same wherever it is created', async () => {
    await using servers = await openTestDatabases();
    const name = servers.databaseName();
    const here = await fillZoo(servers.source.db(name));
    const there = await fillZoo(servers.destination.db(name));
    expect(here.created.length).toBeGreaterThan(25);
    expect(there).toEqual(here);
    // Servers choose the _ids of buckets themselves.
    await expectSameData(servers.sourceUri, servers.destinationUri, { databases: [name], timeSeries: 'measurements' });
  });
});
