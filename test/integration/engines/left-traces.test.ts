import { describe, expect, it, vi } from 'vitest';
import { removeTraces } from '../../../src/engines/traces.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';

describe('what an engine has left', await needs({ mongod: '6.0' }), () => {
  it('stays while an engine that cannot be reached renews its lease, whatever the clock of this machine says', async () => {
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(destination.uri);
    const engine = client.db('__godwit').collection<{ _id: string }>('engine');
    const renew = async () => {
      const holder = { host: 'elsewhere', pid: 1, url: 'http://127.0.0.1:1', instance: 'x', version: '0.0.0' };
      const expiresAt = { $add: ['$$NOW', 10_000] };
      const fields = { holder: { $literal: holder }, fence: 1, acquiredAt: '$$NOW', expiresAt };
      await engine.updateOne({ _id: 'lease' }, [{ $set: fields }], { upsert: true });
    };
    await renew();
    const renewing = setInterval(() => void renew(), 500);
    vi.setSystemTime(Date.now() + 3_600_000);
    try {
      expect(await removeTraces('builtin', client, 'nowhere')).toBe('pid 1 on elsewhere');
      expect(await engine.countDocuments()).toBe(1);
    } finally {
      vi.useRealTimers();
      clearInterval(renewing);
    }
    // It dies, and the clock of this machine is behind.
    await renew();
    vi.setSystemTime(Date.now() - 3_600_000);
    try {
      expect(await removeTraces('builtin', client, 'nowhere')).toBeUndefined();
      expect(await engine.countDocuments()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
