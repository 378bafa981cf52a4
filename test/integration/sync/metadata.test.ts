import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Namespace } from '../../../src/mongo/namespace.ts';
import { Activities } from '../../../src/sync/activities.ts';
import { Catalog } from '../../../src/sync/catalog/catalog.ts';
import { CollectionEntry } from '../../../src/sync/catalog/collection-entry.ts';
import { Checkpointer } from '../../../src/sync/checkpoint/checkpointer.ts';
import { EntryStore, finishRenames } from '../../../src/sync/checkpoint/entry-store.ts';
import { FencedOffError, Metadata } from '../../../src/sync/checkpoint/metadata.ts';
import { type Constraint, loadConstraints, storeConstraints } from '../../../src/sync/indexes/constraints.ts';
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

  it('keep the name of a collection that was renamed, and forget one that was dropped, while its copy is written down', async () => {
    await using databases = await openTestDatabases();
    const metadata = new Metadata(databases.destination);
    const catalog = new Catalog();
    const store = new EntryStore(catalog, metadata, 7, 1n);
    const [renamed, dropped] = ['renamed', 'dropped'].map((coll) => {
      const uuid = randomBytes(16).toString('hex');
      const names = { source: { db: 'shop', coll }, destination: { db: 'shop', coll } };
      const about = { kind: 'plain', hasCollation: false, state: 'pending', overlapUntil: 1n, match: null } as const;
      return new CollectionEntry(uuid, { ...names, ...about });
    }) as [CollectionEntry, CollectionEntry];
    try {
      await store.add(renamed);
      await store.add(dropped);
      const copied = { documents: 3, bytes: 100 };
      const states = [renamed, dropped].map(({ uuid }) => ({ uuid, state: 'live' as const, overlapUntil: 9n, copied }));
      const name = { db: 'shop', coll: 'new' };
      catalog.rename(renamed, name, name);
      await store.saveNames(renamed);
      await store.remove(dropped);
      await store.saveStates(states);
      const stored = await metadata.read('collections', renamed.uuid);
      expect(stored).toMatchObject({ source: name, destination: name, state: 'live', copied });
      expect(await metadata.read('collections', dropped.uuid)).toBeUndefined();
    } finally {
      await metadata.remove('collections', 7, [renamed.uuid, dropped.uuid]);
    }
  });

  it.each(['has not been', 'has been'])('tell a rename that %s carried out by the collection itself', async (which) => {
    await using databases = await openTestDatabases();
    const { destination } = databases;
    const metadata = new Metadata(destination);
    const db = databases.databaseName();
    const [from, to] = ['old', 'new'].map((coll) => ({ db, coll })) as [Namespace, Namespace];
    const entry = new CollectionEntry(randomBytes(16).toString('hex'), {
      ...{
        source: from,
        destination: from,
        kind: 'plain',
        hasCollation: false,
        state: 'live',
        overlapUntil: 1n,
        match: null,
      },
    });
    const store = new EntryStore(new Catalog(), metadata, 7, 1n);
    try {
      await store.add(entry);
      await destination.db(db).collection('old').insertOne({ isKept: true });
      await store.beginRename(destination, entry, to, 2n);
      if (which === 'has been') await destination.db(db).renameCollection('old', 'new');
      // An index that an earlier run asked for comes late, and the server makes a collection for it.
      const late = which === 'has been' ? from : to;
      await destination.db(db).collection(late.coll).createIndex({ n: 1 });
      const lease = { token: 7, remainingMs: () => 1_000 };
      await finishRenames({ client: destination, lease }, metadata);
      expect(await metadata.read('collections', entry.uuid)).toMatchObject({ destination: to, renamedFrom: null });
      expect(await destination.db(db).collection('new').countDocuments({ isKept: true })).toBe(1);
    } finally {
      await metadata.remove('collections', 7, [entry.uuid]);
    }
  });

  it('hold the constraints of the last commit alone, whatever an earlier one that was taken back had to put back', async () => {
    await using databases = await openTestDatabases();
    const metadata = new Metadata(databases.destination);
    const namespace = { db: 'shop', coll: 'sessions' };
    const expiry = (seconds: number): Constraint => ({ kind: 'indexExpiry', namespace, index: 'at_1', seconds });
    const unique: Constraint = { kind: 'unique', namespace, index: 'token_1' };
    try {
      await storeConstraints(metadata, 7, [unique, expiry(60)]);
      await storeConstraints(metadata, 7, [expiry(86_400)]);
      expect(await loadConstraints(metadata)).toEqual([expect.objectContaining(expiry(86_400))]);
    } finally {
      await storeConstraints(metadata, 7, []);
    }
  });

  it('are written no further for a run that has ended meanwhile', async () => {
    await using databases = await openTestDatabases();
    const ended = new AbortController();
    const saved: string[] = [];
    const saving = (what: string) => () => {
      saved.push(what);
      return Promise.resolve();
    };
    const context = {
      signal: ended.signal,
      destination: { client: databases.destination },
      catalog: { entries: [] },
      lease: { remainingMs: () => 10_000 },
      activities: new Activities(),
      writer: { observeTerm: () => ended.abort() },
      entries: { saveStates: saving('states') },
      horizon: { ahead: () => 1n, reached: () => {} },
    };
    const sources = { position: () => ({ token: undefined, time: 1n }), ranges: () => [] };
    const stores = [{ save: saving('position') }, { save: saving('ranges') }];
    const parts = [context, ...stores, sources] as unknown as ConstructorParameters<typeof Checkpointer>;
    await expect(new Checkpointer(...parts).write()).rejects.toThrow('abort');
    expect(saved).toEqual([]);
  });
});
