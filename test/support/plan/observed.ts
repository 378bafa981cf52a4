/** Situations for the planner, which only ever sees data: a migration's file, and what was found when it was looked at. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { builtinCapabilities } from '../../../src/engines/builtin/capabilities.ts';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import { readJournal } from '../../../src/ledger/journal.ts';
import type { EntryBody, LedgerEntry } from '../../../src/ledger/ledger-entry.ts';
import { deriveState } from '../../../src/lifecycle/derive-state.ts';
import { nothingBegun } from '../../../src/observe/nothing-begun.ts';
import type {
  ClusterObservation,
  NamespaceObservation,
  Observation,
  OutOfSight,
} from '../../../src/observe/observation.ts';
import { makePlan } from '../../../src/plan/make-plan.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { PlanInput } from '../../../src/plan/plan-input.ts';
import { loadMigrations } from '../../../src/spec/load-migrations.ts';
import type { LoadedMigration } from '../../../src/spec/loaded-migration.ts';
import type { Document } from '../driver.ts';

const now = new Date('2026-11-20T12:00:00Z');

/** The migration that a file with these blocks makes. */
export async function loadedFrom(blocks: Document = {}): Promise<LoadedMigration> {
  const directory = await mkdtemp(join(tmpdir(), 'godwit-plan-'));
  try {
    const file = {
      apiVersion: 'godwit/v1',
      kind: 'Migration',
      name: 'shop',
      phase: 'synced',
      source: { uri: { env: 'SOURCE_URI' } },
      destination: { uri: { env: 'DESTINATION_URI' } },
      ...blocks,
    };
    await writeFile(join(directory, 'godwit.yaml'), stringify(file));
    const env = { SOURCE_URI: 'mongodb://source', DESTINATION_URI: 'mongodb://destination' };
    const { migrations, diagnostics } = await loadMigrations({ paths: ['godwit.yaml'], cwd: directory, env, now });
    const [migration] = migrations;
    if (migration === undefined) throw new Error(`The file is wrong: ${JSON.stringify(diagnostics)}`);
    return migration;
  } finally {
    await rm(directory, { recursive: true });
  }
}

export function collection(name: string, more: Partial<NamespaceObservation> = {}): NamespaceObservation {
  const index = { name: '_id_', key: [['_id', '1']] as const, isUnique: true, expireAfterSeconds: undefined };
  return {
    database: 'shop',
    collection: name,
    type: 'collection',
    uuid: `uuid of ${name}`,
    isCapped: false,
    isClustered: false,
    documents: 1000,
    bytes: 5_000_000,
    indexes: [{ ...index, digest: '0123456789abcdef' }],
    ...more,
  };
}

export interface Situation {
  readonly source?: Partial<ClusterObservation>;
  readonly destination?: Partial<ClusterObservation>;
  readonly engine?: Partial<EngineObservation>;
  readonly entries?: readonly EntryBody[];
  /** Why the destination cannot be looked at. */
  readonly outOfSight?: OutOfSight;
}

function cluster(name: string, more: Partial<ClusterObservation>): ClusterObservation {
  const facts = {
    version: '6.0.14',
    versionNumber: 600,
    topology: 'replicaSet',
    setName: name,
    featureCompatibilityVersion: '6.0',
    hosts: [`${name}:27017`],
    processId: name,
  };
  return {
    address: `${name}:27017`,
    facts: facts as unknown as ClusterObservation['facts'],
    writes: 'allowed',
    canBypassBlock: true,
    clients: undefined,
    otherDatabases: [],
    oplogWindowSeconds: 86_400,
    namespaces: [],
    ...more,
  };
}

/** An engine that follows, with everything compared. */
export const following: Partial<EngineObservation> = {
  state: 'following',
  isRunning: true,
  location: 'pid 7 on desk',
  startedAt: '2026-11-20T10:00:00.000Z',
  progress: {
    copiedBytes: 5_000_000,
    totalBytes: 5_000_000,
    copiedDocuments: 1000,
    totalDocuments: 1000,
    copyBytesPerSecond: undefined,
    eventsPerSecond: 1,
    eventsApplied: 10,
    lagSeconds: 0,
    indexesBuilt: 1,
    indexesTotal: 1,
    canCommit: true,
    whyNotCommit: [],
    canWrite: false,
    appliedTime: 1n,
    writableTime: undefined,
    verification: {
      extent: { mode: 'full' },
      phase: 'streaming',
      comparedDocuments: 1000,
      pendingDocuments: 0,
      mismatchCount: 0,
      mismatches: [],
      watermark: 1n,
    },
    waitingFor: [],
    warnings: [],
  },
};

export function entriesOf(bodies: readonly EntryBody[]): readonly LedgerEntry[] {
  const by = { user: 'ada', host: 'desk' };
  return bodies.map((body, index) => ({ serial: index + 1, at: now.toISOString(), by, runId: 'run', ...body }));
}

/** A sync that runs was begun by this migration, unless the test says otherwise. */
const ownSync: readonly EntryBody[] = [
  { kind: 'stepStarted', step: 'startSync' },
  { kind: 'stepSucceeded', step: 'startSync', output: {} },
];

export function observed({ source, destination, engine, entries = [], outOfSight }: Situation = {}): Observation {
  const hasBegun = engine?.state !== undefined && engine.state !== 'absent';
  const idle = nothingBegun('builtin');
  return {
    takenAt: now.toISOString(),
    source: cluster('source', { namespaces: [collection('orders'), collection('customers')], ...source }),
    destination: cluster('destination', destination ?? {}),
    destinationInScope: (destination?.namespaces ?? []).map(({ database, collection }) => `${database}.${collection}`),
    ...idle,
    engine: { ...idle.engine, ...engine },
    journal: readJournal(entriesOf([...(hasBegun ? ownSync : []), ...entries])),
    outOfSight,
    ledgerLocation: 'mongodb __godwit.ledger on the destination',
  };
}

/** The plan of a file in a situation. */
export async function planOf(
  blocks: Document = {},
  situation: Situation = {},
  { version = '0.1.0', ...more }: { version?: string } & Partial<PlanInput> = {},
): Promise<Plan> {
  const { spec, specHash, annotate } = await loadedFrom(blocks);
  const observation = observed(situation);
  const plan = makePlan({
    spec,
    specHash,
    environment: undefined,
    observation,
    state: deriveState(observation.engine, observation.journal),
    capabilities: builtinCapabilities,
    windows: [],
    godwitVersion: version,
    now: now.toISOString(),
    ...more,
  });
  return { ...plan, diagnostics: plan.diagnostics.map((one) => annotate(one)) };
}
