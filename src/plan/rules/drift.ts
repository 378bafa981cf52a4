/**
 * What is not as godwit left it: somebody paused the engine, wrote into the destination, began the sync anew, blocked the
 * source, changed the cluster in Atlas or removed an access list entry. Told apart from what the file asks for, with what apply would do about it.
 */
import { isHeldClosed } from '../../lifecycle/held-closed.ts';
import type { Drift } from '../plan.ts';
import type { PlanInput } from '../plan-input.ts';
import { changeWords } from './change-words.ts';
import { holdsDestination } from './destination-block.ts';
import { isPutBack } from './is-put-back.ts';

/** A sync that copies or follows, or would if it were let. */
const syncing = new Set(['initializing', 'copying', 'buildingIndexes', 'following', 'paused']);

const shownCollections = 5;

export function drift(input: PlanInput): readonly Drift[] {
  const ofInfrastructure = infrastructureDrift(input);
  if (!syncing.has(input.state) && input.state !== 'provisioned') return ofInfrastructure;
  return [
    ...ofInfrastructure,
    ...sourceBlock(input),
    ...destinationBlock(input),
    ...(syncing.has(input.state) ? syncDrift(input) : []),
  ];
}

/** What a step puts back; of the rest the file says nothing, and a diagnostic tells of it. */
function infrastructureDrift({ observation: { infrastructure } }: PlanInput): readonly Drift[] {
  return (infrastructure?.drift ?? [])
    .filter(({ address }) => isPutBack(address, infrastructure!))
    .map(({ title, action, differences }) => ({
      what: `The ${title}`,
      expected: 'as the file declares it',
      found: action === 'remove' ? 'not there' : changeWords(differences).join('; ') || 'changed',
      remedy: 'puts it back as the file declares it',
    }));
}

function syncDrift(input: PlanInput): readonly Drift[] {
  return [
    ...engineGone(input),
    ...paused(input),
    ...begunAnew(input),
    ...otherOptions(input),
    ...extraCollections(input),
    ...foreignWrites(input),
    ...otherCounts(input),
    ...mismatches(input),
  ];
}

function sourceBlock({ observation: { source, journal } }: PlanInput): readonly Drift[] {
  if (source.writes !== 'blocked' || journal.open !== undefined) return [];
  return [
    {
      what: 'Writes on the source',
      expected: 'allowed, since no cutover is under way',
      found: 'blocked',
      remedy:
        'does nothing, since whoever blocked them may rely on it; to allow them: db.adminCommand({ setUserWriteBlockMode: 1, global: false })',
    },
  ];
}

function destinationBlock(input: PlanInput): readonly Drift[] {
  const { destination, journal } = input.observation;
  const isOpened = destination.writes === 'allowed' && isHeldClosed(journal) && journal.open === undefined;
  if (!holdsDestination(input) || !isOpened) return [];
  return [
    {
      what: 'Writes on the destination',
      expected: 'blocked until the switch',
      found: 'allowed',
      remedy: 'blocks them again; `godwit verify` finds what was written there meanwhile',
    },
  ];
}

function engineGone({ observation: { engine } }: PlanInput): readonly Drift[] {
  if (engine.isRunning) return [];
  const remedy = 'starts it again; it goes on at its last checkpoint';
  return [{ what: "The sync engine's process", expected: 'running', found: 'not there', remedy }];
}

function paused({ state }: PlanInput): readonly Drift[] {
  if (state !== 'paused') return [];
  return [{ what: 'The sync', expected: 'going on', found: 'paused', remedy: 'resumes it' }];
}

/** Which sync it was is written down when it was first seen to follow. */
function begunAnew({ observation: { engine, journal } }: PlanInput): readonly Drift[] {
  const seen = journal.entries.findLast((entry) => entry.kind === 'stepSucceeded' && entry.step === 'awaitSynced');
  const known = seen?.kind === 'stepSucceeded' ? seen.output?.['startedAt'] : undefined;
  if (typeof known !== 'string' || engine.startedAt === undefined || known === engine.startedAt) return [];
  return [
    {
      what: 'The sync',
      expected: `the one begun ${known}`,
      found: `another one, begun ${engine.startedAt}`,
      remedy: 'takes it as it is, and compares everything before a cutover',
    },
  ];
}

function otherOptions({ observation: { engine } }: PlanInput): readonly Drift[] {
  return (engine.otherOptions ?? []).map(({ option, running, asked }) => ({
    what: `The sync's ${option}`,
    expected: asked,
    found: running,
    remedy: 'cannot change it while the sync runs',
  }));
}

/** With filters, other collections may be there by right. */
function extraCollections({ spec, state, observation: { source, destination } }: PlanInput): readonly Drift[] {
  if (state !== 'following' || spec.filters.include.length + spec.filters.exclude.length > 0) return [];
  if (spec.destination.existingData === 'keep') return [];
  const nameOf = ({ database, collection }: { database: string; collection: string }) => `${database}.${collection}`;
  const known = new Set(source.namespaces.map(nameOf));
  const extra = destination.namespaces
    .map(nameOf)
    .filter((name) => !known.has(name))
    .sort();
  const shown = extra.slice(0, shownCollections);
  const left = extra.length - shown.length;
  if (extra.length === 0) return [];
  return [
    {
      what: 'Collections of the destination',
      expected: 'those of the source',
      found: `more of them: ${shown.join(', ')}${left > 0 ? ` and ${left} others` : ''}`,
      remedy: 'leaves them there; drop them if nobody needs them',
    },
  ];
}

/** A document that the source leaves alone is not compared again by itself. */
function foreignWrites({ observation: { foreignWrites: writes = [] } }: PlanInput): readonly Drift[] {
  return writes.slice(0, shownCollections).map(({ namespace, documents, id }) => ({
    what: `What others wrote to ${namespace} on the destination`,
    expected: 'nothing: the sync alone writes there',
    found: `${documents === 1 ? 'a document that differs' : `${documents} documents that differ`} from the source, the last one _id ${id}`,
    remedy: 'leaves them as they are; `godwit verify` names all that differ',
  }));
}

/** Written there by somebody else, or removed: what both sides had was compared once, and is not compared again. */
function otherCounts({ observation: { countDifferences = [] } }: PlanInput): readonly Drift[] {
  return countDifferences.slice(0, shownCollections).map(({ database, collection, source, destination }) => ({
    what: `Documents of ${database}.${collection}`,
    expected: `${source} on the destination, as on the source`,
    found: `${destination}`,
    remedy: 'leaves them as they are; `godwit verify` names those that differ',
  }));
}

function mismatches({ observation: { engine } }: PlanInput): readonly Drift[] {
  const { mismatchCount = 0, mismatches: samples = [] } = engine.progress?.verification ?? {};
  if (mismatchCount === 0) return [];
  const shown = samples.slice(0, shownCollections).map(({ namespace, kind, id }) => `${kind} ${id} in ${namespace}`);
  return [
    {
      what: 'Documents of the destination',
      expected: 'equal to those of the source',
      found: `${mismatchCount} differ${shown.length === 0 ? '' : `: ${shown.join(', ')}`}`,
      remedy: 'compares them again, and stops before a cutover as long as they differ',
    },
  ];
}
