import { describe, expect, it } from 'vitest';
import { operationTimeOf } from '../../../src/mongo/operation-time.ts';
import { MongoClient, Timestamp } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';

describe('the time of a server', await needs({ mongod: '6.0' }), () => {
  it('is waited for where it has just been started, and has no keys yet to sign it with', async () => {
    await using set = await startReplicaSet({ auth: true });
    await using client = await MongoClient.connect(set.uri);
    const admin = client.db('admin');
    const [member] = set.members;
    let answersWithout = 0;
    for (let starts = 0; answersWithout === 0 && starts < 20; starts += 1) {
      await member!.kill();
      await member!.restart();
      const { operationTime } = await admin.command({ ping: 1 });
      if (operationTime === undefined) answersWithout += 1;
      expect(await operationTimeOf(admin, { ping: 1 })).toBeInstanceOf(Timestamp);
    }
    expect(answersWithout).toBeGreaterThan(0);
  });
});
