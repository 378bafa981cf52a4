import { describe, expect, it } from 'vitest';
import { builtinCapabilities } from '../../../src/engines/builtin/capabilities.ts';
import type { NamedChange } from '../../../src/infra/infrastructure-observation.ts';
import type { PlanInput } from '../../../src/plan/plan-input.ts';
import { drift } from '../../../src/plan/rules/drift.ts';
import { infrastructureDiagnostics } from '../../../src/plan/rules/infrastructure-diagnostics.ts';
import { collection, following, loadedFrom, observed, planOf, type Situation } from '../../support/plan/observed.ts';

const entry: NamedChange = {
  address: 'mongodbatlas_project_ip_access_list.destination_entry_office',
  title: 'IP access entry 198.51.100.7 (office)',
  pointer: '/destination/atlas/ipAccess/0',
  action: 'remove',
  differences: [],
  replacedFor: [],
};

async function input(found: readonly NamedChange[], changes: readonly NamedChange[]): Promise<PlanInput> {
  const { spec, specHash } = await loadedFrom();
  return {
    spec,
    specHash,
    environment: undefined,
    observation: {
      ...observed(),
      infrastructure: {
        tool: 'Terraform 1.11.4',
        stage: 'syncing',
        cluster: 'IDLE',
        changes,
        drift: found,
        missingTemporaryEntries: [],
        login: 'declared',
        syncUsers: [],
        problems: [],
      },
    },
    state: 'cutOver',
    capabilities: builtinCapabilities,
    windows: [],
    godwitVersion: '0.1.0',
    now: '2026-11-20T12:00:00.000Z',
  };
}

describe('what others changed in Atlas', () => {
  it('is drift where a step puts it back, in every state', async () => {
    const removed = await input([entry], [{ ...entry, action: 'create' }]);
    expect(drift(removed)).toEqual([
      {
        what: 'The IP access entry 198.51.100.7 (office)',
        expected: 'as the file declares it',
        found: 'not there',
        remedy: 'puts it back as the file declares it',
      },
    ]);
    expect(infrastructureDiagnostics(removed)).toEqual([]);
  });

  it('is told, and no drift, where the file says nothing of it', async () => {
    const differences = [{ path: 'labels', before: undefined, after: 'theirs' }];
    const labelled = await input([{ ...entry, action: 'change', differences }], []);
    expect(drift(labelled)).toEqual([]);
    expect(infrastructureDiagnostics(labelled)).toMatchObject([{ code: 'GW726', detail: 'labels: theirs' }]);
  });
});

it('is drift that the destination has another number of documents, collection by collection', async () => {
  const countDifferences = [{ database: 'shop', collection: 'orders', source: 500, destination: 501, difference: 1 }];
  const { infrastructure: _, ...observation } = { ...(await input([], [])).observation, countDifferences };
  expect(drift({ ...(await input([], [])), observation, state: 'following' })).toMatchObject([
    { what: "The sync engine's process" },
    { what: 'Documents of shop.orders', expected: '500 on the destination, as on the source', found: '501' },
  ]);
});

it('is drift that others wrote to documents of the destination', async () => {
  const foreignWrites = [
    { namespace: 'shop.orders', documents: 1, id: '7' },
    { namespace: 'shop.customers', documents: 3, id: '"ada"' },
  ];
  const plan = await planOf(
    {},
    { engine: following },
    { observation: { ...observed({ engine: following }), foreignWrites } },
  );
  expect(plan.drift.map(({ what, found }) => `${what}: ${found}`)).toEqual([
    'What others wrote to shop.orders on the destination: a document that differs from the source, the last one _id 7',
    'What others wrote to shop.customers on the destination: 3 documents that differ from the source, the last one _id "ada"',
  ]);
});

describe('a sync that others had in their hands', () => {
  const driftOf = async (engine: Situation['engine'], more: Situation = {}) =>
    (await planOf({}, { ...more, engine: { ...following, ...engine } })).drift.map(
      ({ what, found }) => `${what}: ${found}`,
    );

  it('is as it was left where nobody had', async () => {
    expect(await driftOf({})).toEqual([]);
  });

  it('was paused, ended, begun anew, begun otherwise', async () => {
    const seen = { kind: 'stepSucceeded', step: 'awaitSynced', output: { startedAt: following.startedAt } } as const;
    expect(await driftOf({ state: 'paused' })).toEqual(['The sync: paused']);
    expect(await driftOf({ isRunning: false })).toEqual(["The sync engine's process: not there"]);
    expect(await driftOf({}, { entries: [seen] })).toEqual([]);
    const startedAt = '2026-11-20T11:00:00.000Z';
    expect(await driftOf({ startedAt }, { entries: [seen] })).toEqual([`The sync: another one, begun ${startedAt}`]);
    const otherOptions = [{ option: 'filter', running: 'all', asked: 'some', changesData: true }];
    expect(await driftOf({ otherOptions })).toEqual(["The sync's filter: all"]);
  });

  it('has documents and collections that the source does not have', async () => {
    const verification = {
      ...following.progress!.verification!,
      mismatchCount: 1,
      mismatches: [{ namespace: 'shop.orders', kind: 'extra', id: '7' }] as const,
    };
    const progress = { ...following.progress!, verification };
    expect(await driftOf({ progress })).toEqual(['Documents of the destination: 1 differ: extra 7 in shop.orders']);
    const namespaces = ['orders', 'customers', 'mine'].map((name) => collection(name));
    expect(await driftOf({}, { destination: { namespaces } })).toEqual([
      'Collections of the destination: more of them: shop.mine',
    ]);
  });
});
