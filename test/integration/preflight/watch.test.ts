import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChecksWatch } from '../../../src/apply/checks-watch.ts';
import type { Diagnostic } from '../../../src/lib/diagnostic.ts';
import { type OpenMigration, openMigration } from '../../../src/observe/open-migration.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { waitFor } from '../../support/wait-for.ts';
import { complete, directoryOf } from '../../unit/spec/support.ts';

describe('the checks while a sync runs', await needs({ mongod: '6.0' }), () => {
  let pair: ServerPair;
  let directory: Awaited<ReturnType<typeof directoryOf>>;
  let migration: OpenMigration;
  beforeAll(async () => {
    pair = await ServerPair.start({ source: { version: '6.0', members: 3 }, destination: { version: '6.0' } });
    await pair.reset();
    directory = await directoryOf({ 'godwit.yaml': complete });
    const env = { SOURCE_URI: pair.source.uri, DESTINATION_URI: pair.destination.uri };
    const { migrations } = await directory.load({ paths: ['godwit.yaml'], env });
    migration = await openMigration(migrations[0]!, {
      env,
      signal: new AbortController().signal,
      lockTimeoutMs: 0,
      command: ['none'],
    });
  });
  afterAll(async () => {
    await migration[Symbol.asyncDispose]();
    await pair[Symbol.asyncDispose]();
    await directory[Symbol.asyncDispose]();
  });

  function watching(intervalMs?: number) {
    const notes: string[] = [];
    const note = (text: string) => notes.push(text);
    return { notes, watch: new ChecksWatch({ migration, now: () => new Date(), note }, intervalMs) };
  }

  it('tell what is new and what is over, each once', async () => {
    const { notes, watch } = watching();
    await watch.look();
    expect(notes).toEqual([]);
    const orders = pair.sourceClient.db('shop').collection('orders');
    await orders.createIndex({ number: 1 }, { name: 'plain' });
    await watch.look();
    await watch.look();
    expect(notes).toEqual([
      expect.stringMatching(/^error\[GW304\]: .*shop\.orders \(number_1, plain\).*dropIndex\("plain"\)/),
    ]);
    await orders.dropIndex('plain');
    await watch.look();
    expect(notes.slice(1)).toEqual([expect.stringMatching(/^GW304 is over/)]);
  });

  it('tell that a feature version was changed, although no state in between was seen', async () => {
    const { notes, watch } = watching();
    await watch.look();
    const set = async (version: string) =>
      await pair.destinationClient.db('admin').command({ setFeatureCompatibilityVersion: version });
    await set('5.0');
    await watch.look();
    await set('6.0');
    await watch.look();
    expect(notes).toEqual([
      expect.stringMatching(/^The destination .* went from 6\.0 to 5\.0$/),
      expect.stringMatching(/^error\[GW105\]/),
      expect.stringMatching(/^The destination .* went from 5\.0 to 6\.0$/),
      expect.stringMatching(/^GW105 is over/),
    ]);
  });

  it('tell what ends soon, with what was found for those who tell people', async () => {
    const { loaded } = migration;
    const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const waive = [{ code: 'GW999', reason: 'of no check', expires }] as const;
    const checks = { ...loaded.spec.checks, waive };
    const found: (Diagnostic | undefined)[] = [];
    const watch = new ChecksWatch({
      migration: Object.create(migration, { loaded: { value: { ...loaded, spec: { ...loaded.spec, checks } } } }),
      now: () => new Date(),
      note: (_, finding) => found.push(finding),
    });
    await watch.look();
    await watch.look();
    expect(found).toMatchObject([{ code: 'GW790', summary: expect.stringContaining('The waiver of GW999 ends in') }]);
  });

  it('tell of a second tool that writes to the destination', async () => {
    const { notes, watch } = watching();
    await using other = new MongoClient(pair.destination.uri, { appName: 'mongorestore' });
    await other.db('admin').command({ ping: 1 });
    await watch.look();
    expect(notes).toEqual([expect.stringMatching(/^error\[GW208\].*mongorestore/)]);
  });

  it('look by themselves when it is time, beside whatever waits', async () => {
    const { notes, watch } = watching(1);
    const [secondary] = await pair.source.secondaries();
    await secondary!.kill();
    await waitFor('a member that is down to be told', () => {
      watch.lookWhenDue();
      return notes.some((text) => text.startsWith('warning[GW106]'));
    });
    await secondary!.restart();
    await waitFor('its return to be told', () => {
      watch.lookWhenDue();
      return notes.some((text) => text.startsWith('GW106 is over'));
    });
  });
});
