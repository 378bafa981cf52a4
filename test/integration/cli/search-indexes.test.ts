import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { SearchService } from '../../support/servers/search-service.ts';
import { asOnlyMember, StandInMongos } from '../../support/servers/stand-in-mongos.ts';

const vector = { fields: [{ type: 'vector', path: 'embedding', numDimensions: 3, similarity: 'cosine' }] };

/** No server here has search: its commands are answered in front of real ones, as search-service.ts says. */
describe('search indexes that the file wants on the destination', await needs({ mongod: '>=6.0' }), () => {
  const search = { source: new SearchService(), destination: new SearchService() };
  let pair: ServerPair;
  let source: StandInMongos;
  let destination: StandInMongos;

  beforeAll(async () => {
    pair = await ServerPair.start();
    await pair.reset();
    [source, destination] = (await Promise.all(
      (['source', 'destination'] as const).map((side) =>
        StandInMongos.start(pair[side].members[0]!.host, (command) => search[side].answer(command), asOnlyMember),
      ),
    )) as [StandInMongos, StandInMongos];
    search.source.builds = 0;
    const indexes = [{ name: 'default', definition: { mappings: { dynamic: true } } }];
    search.source.answer({ createSearchIndexes: 'orders', $db: 'shop', indexes });
  });

  afterAll(async () => {
    await Promise.all([source, destination].map(async (one) => await one[Symbol.asyncDispose]()));
    await pair[Symbol.asyncDispose]();
  });

  it('are created behind the data, waited for, and not created twice; one that differs or fails is told', async () => {
    const declared = { namespace: 'shop.sessions', name: 'near', type: 'vectorSearch', definition: vector };
    await using project = await pair.project({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      file: { searchIndexes: { mode: 'copy', entries: [declared] } },
    });
    const { steps } = await project.plan();
    expect(steps.at(-1)).toMatchObject({
      kind: 'createSearchIndexes',
      summary: 'Create 2 search indexes on the destination, and wait until they can be queried',
      details: ['shop.sessions near (vectorSearch)', 'shop.orders default'],
    });

    const { stdout } = await project.apply();
    expect(stdout).toContain('Waiting for 2 of 2 search indexes: shop.sessions near (BUILDING)');
    expect(search.destination.created).toEqual(['shop.sessions near', 'shop.orders default']);
    const after = await project.plan();
    expect([after.steps, after.diagnostics.filter(({ code }: { code: string }) => /GW325|GW768/.test(code))]).toEqual([
      [],
      [],
    ]);

    await project.change({
      searchIndexes: {
        entries: [{ ...declared, definition: { fields: [{ ...vector.fields[0], numDimensions: 4 }] } }],
      },
    });
    const { steps: left, diagnostics } = await project.plan();
    expect(left).toEqual([]);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: 'GW768', severity: 'warning' }));

    search.destination.failing.add('shop.orders broken');
    const entries = [{ namespace: 'shop.orders', name: 'broken', definition: { mappings: { dynamic: true } } }];
    await project.change({ searchIndexes: { entries } });
    const { exitCode, stdout: said, stderr } = await project.godwit('apply', '--auto-approve');
    expect(exitCode).toBe(1);
    expect(said + stderr).toMatch(/GW878[\s\S]*shop\.orders broken/);
  });
});
