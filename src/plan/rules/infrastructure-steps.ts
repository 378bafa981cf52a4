/** What has to be done to the destination in Atlas before the sync, after the switch, and at the end. */
import type { InfrastructureObservation, NamedChange } from '../../infra/infrastructure-observation.ts';
import { needsBypass } from '../../infra/needs-bypass.ts';
import type { AtlasDestination } from '../../spec/blocks/atlas-destination.ts';
import { hashOf } from '../observed-hash.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { changeWords } from './change-words.ts';
import { duringCosts } from './during-costs.ts';

/** Steps on either side of what the engine does. */
export interface InfrastructureSteps {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

export function infrastructureSteps(input: PlanInput): InfrastructureSteps {
  const { spec, observation } = input;
  const { infrastructure, journal } = observation;
  // What an interrupted transaction left is settled first, by a plan of its own.
  if (infrastructure === undefined || spec.destination.kind !== 'atlas' || journal.open !== undefined) {
    return { before: [], after: [] };
  }
  const steps = stepsOf(infrastructure, input);
  // The engine's metadata is removed while the destination can still be reached.
  if (infrastructure.stage === 'complete') {
    const after = [...steps, ...removeUserSteps(infrastructure)].map((one) => ({ ...one, mayEndAccess: true }));
    return { before: [], after };
  }
  return { before: steps, after: settleSteps(spec.destination.atlas, input) };
}

function stepsOf(infrastructure: InfrastructureObservation, input: PlanInput): readonly Step[] {
  const { observation, spec } = input;
  const { changes, missingTemporaryEntries, login, stage } = infrastructure;
  const isMade = observation.outOfSight === 'absent';
  const costs =
    stage === 'syncing' && spec.destination.kind === 'atlas' ? duringCosts(spec.destination.atlas.cluster) : [];
  const resources = inOrder(changes).map((change) => resourceStep(change, costs));
  const entries = missingTemporaryEntries.length === 0 ? [] : [temporaryEntriesStep(infrastructure)];
  const user = login === 'syncUserMissing' && stage !== 'complete' ? [syncUserStep(input)] : [];
  const needsWait = resources.length > 0 || isMade || user.length > 0;
  const steps = [...resources, ...entries, ...user];
  return needsWait && stage !== 'complete' ? [...steps, awaitStep()] : steps;
}

/** What is made comes before what is removed. */
const inOrder = (changes: readonly NamedChange[]) => [
  ...changes.filter(({ action }) => action !== 'remove'),
  ...changes.filter(({ action }) => action === 'remove'),
];

const verbs = { create: 'Create', change: 'Change', replace: 'Replace', remove: 'Remove', adopt: 'Adopt' } as const;
const symbols = { create: '+', change: '~', replace: '-', remove: '-', adopt: '~' } as const;

/** @param costs what the settings of the cluster for this time cost */
function resourceStep(change: NamedChange, costs: readonly string[]): Step {
  const { address, action, title, differences, replacedFor } = change;
  const isCluster = address.startsWith('mongodbatlas_advanced_cluster.') && action !== 'remove';
  return step({
    id: `applyResource:${action}:${address}`,
    kind: 'applyResource',
    symbol: symbols[action],
    summary: `${verbs[action]} the ${title}`,
    details: [
      ...(action === 'replace'
        ? [`Removed and made again, because it cannot be changed in place: ${replacedFor.join(', ')}`]
        : []),
      ...changeWords(differences),
      ...(isCluster ? costs : []),
    ],
    // The digest tells a reviewed change from another one of the same resource.
    inputs: { address, action, digest: hashOf(differences).slice(0, 12) },
  });
}

function temporaryEntriesStep({ missingTemporaryEntries: entries }: InfrastructureObservation): Step {
  return step({
    kind: 'addTemporaryAccess',
    symbol: '+',
    summary: `Add ${entries.length} IP access ${entries.length === 1 ? 'entry' : 'entries'} that Atlas removes by itself`,
    details: entries.map(({ value, deleteAfter }) => `${value} until ${deleteAfter}`),
    inputs: { values: entries.map(({ value }) => value) },
  });
}

const syncUserStep = ({ spec }: PlanInput) =>
  step({
    kind: 'createSyncUser',
    symbol: '+',
    summary: 'Create a database user for the sync, for this machine and the time of the migration',
    details: [
      'atlasAdmin on this cluster only; its password stays on this machine; removed by phase: complete',
      ...(needsBypass(spec.engine.type)
        ? [
            'With a custom role of its own for bypassWriteBlockingMode: the ledger is written while the engine blocks writes',
          ]
        : []),
    ],
  });

const awaitStep = () =>
  step({
    kind: 'awaitDestination',
    symbol: '>',
    summary: 'Wait until the cluster is ready and can be reached from here',
  });

function removeUserSteps({ syncUsers }: InfrastructureObservation): readonly Step[] {
  if (syncUsers.length === 0) return [];
  return [
    step({
      kind: 'removeSyncUsers',
      symbol: '-',
      summary: `Remove ${syncUsers.length === 1 ? 'the database user' : `${syncUsers.length} database users`} of the sync`,
      details: syncUsers,
    }),
  ];
}

/** What goes back, or goes, as soon as applications use the destination. */
function settleSteps(atlas: AtlasDestination, { spec, observation }: PlanInput): readonly Step[] {
  const ends = spec.phase === 'cutover' || spec.phase === 'detached';
  const isAhead = observation.infrastructure?.stage === 'syncing';
  const { during } = atlas.cluster;
  const passing = [
    ...atlas.ipAccess.map(({ value, until }) => ({ name: `IP access entry ${value}`, until })),
    ...atlas.users.map(({ name, until }) => ({ name: `database user ${name}`, until })),
  ]
    .filter(({ until }) => until === 'cutover')
    .map(({ name }) => `- the ${name}`);
  const isRunByGodwit = observation.infrastructure?.tool !== undefined;
  if (!ends || !isAhead || !isRunByGodwit || (during === undefined && passing.length === 0)) return [];
  return [
    step({
      kind: 'settleInfrastructure',
      symbol: '~',
      summary: 'Give the cluster its lasting settings, and remove what served the sync only',
      details: [
        ...Object.entries(during ?? {})
          .filter(([, value]) => value !== undefined)
          .map(([name]) => `${name}: back to what the file says without \`during\``),
        ...passing,
      ],
    }),
  ];
}
