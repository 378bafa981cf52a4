import { describe, expect, it } from 'vitest';
import { FencedOffError, Metadata } from '../../../src/sync/checkpoint/metadata.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';

describe("the engine's metadata", await needs({ sharedServers: '>=6.0' }), () => {
  it('take two writes of the same new document at the same moment, and refuse an earlier fence', async () => {
    await using databases = await openTestDatabases();
    const metadata = new Metadata(databases.destination);
    const ids = Array.from({ length: 40 }, (_, n) => `race-${process.pid}-${n}`);
    try {
      await Promise.all(ids.flatMap((id) => [7, 7, 7].map((fence) => metadata.set('engine', id, fence, { id }))));
      expect(await metadata.read('engine', ids[0]!)).toMatchObject({ fence: 7 });
      await expect(metadata.set('engine', ids[0]!, 6, { late: true })).rejects.toThrow(FencedOffError);
      expect(await metadata.read('engine', ids[0]!)).not.toHaveProperty('late');
    } finally {
      await metadata.remove('engine', 7, ids);
    }
  });
});
