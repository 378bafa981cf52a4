/** Search and vector search indexes that the file wants on the destination (`searchIndexes`), which no engine migrates. */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { MigrationState } from '../../lifecycle/migration-state.ts';
import { atlasSearchRole } from '../../mongo/atlas-hosts.ts';
import type { SearchIndex } from '../../mongo/details/cluster-details.ts';
import type { Unobserved } from '../../mongo/details/observed.ts';
import { isSameSearchIndex, searchIndexId, wantedSearchIndexes } from '../../preflight/wanted-search-indexes.ts';
import { counted, firstOf, listed, namespaceOf } from '../../preflight/wording.ts';
import { NamespaceMapping } from '../../sync/catalog/namespace-mapping.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

const mostListed = 20;

/** Once a migration has gone back or has ended, search indexes are made where they are needed. */
const settled: ReadonlySet<MigrationState> = new Set(['reversing', 'rolledBack', 'detached', 'complete']);

interface Wanted {
  readonly indexes: readonly SearchIndex[];
  /** What the destination has, by collection and name. */
  readonly present: ReadonlyMap<string, SearchIndex>;
}

/**
 * Creates what the destination lacks, and waits until it can be queried: behind the data, so that an index is built once, and
 * ahead of a cutover, so that applications find it.
 */
export function searchIndexSteps(input: PlanInput): readonly Step[] {
  const wanted = wantedOf(input);
  if (wanted === undefined || 'unknown' in wanted) return [];
  const { present } = wanted;
  // One of another definition stays, and a diagnostic tells of it. The others are all inputs, made or not: a plan that was
  // half carried out is the same plan.
  const indexes = wanted.indexes.filter((index) => !isOther(index, present));
  const missing = indexes.filter((index) => !isReady(present.get(searchIndexId(index))));
  if (missing.length === 0) return [];
  const lines = missing.map((index) => lineOf(index, present));
  const isBuilt = missing.every((index) => present.has(searchIndexId(index)));
  return [
    step({
      kind: 'createSearchIndexes',
      symbol: isBuilt ? '>' : '+',
      summary: isBuilt
        ? `Wait until ${counted(missing.length, 'search index')} can be queried on the destination`
        : `Create ${counted(missing.length, 'search index')} on the destination, and wait until ${missing.length === 1 ? 'it' : 'they'} can be queried`,
      details: firstOf(lines, mostListed),
      inputs: {
        indexes: indexes.map(({ namespace, name, type, definition }) => ({ namespace, name, type, definition })),
      },
    }),
  ];
}

export function searchIndexDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const wanted = wantedOf(input);
  if (wanted === undefined) return [];
  if ('unknown' in wanted) return [unreadable(wanted)];
  const { indexes, present } = wanted;
  if (indexes.length === 0) return [];
  if (input.observation.destination.details?.hasSearch === false) return [withoutSearch(input, indexes)];
  const there = collectionsOf(input);
  return [
    ...nowhere(indexes.filter(({ namespace }) => !there.has(namespace))),
    ...otherwise(indexes.filter((index) => isOther(index, present))),
  ];
}

type Unknown = { readonly unknown: Unobserved; readonly side: 'source' | 'destination' };

function wantedOf({ spec, state, observation }: PlanInput): Wanted | Unknown | undefined {
  if (settled.has(state) || !['synced', 'detached', 'cutover'].includes(spec.phase)) return undefined;
  const source = observation.source.details?.searchIndexes;
  const destination = observation.destination.details?.searchIndexes;
  if (source === undefined || destination === undefined) return undefined;
  const isCopied = spec.searchIndexes.mode === 'copy';
  if (isCopied && !source.isKnown) return { unknown: source.because, side: 'source' };
  const indexes = wantedSearchIndexes(spec, source.isKnown ? source.value : []);
  if (indexes.length > 0 && !destination.isKnown) return { unknown: destination.because, side: 'destination' };
  const present = destination.isKnown ? destination.value : [];
  return { indexes, present: new Map(present.map((index) => [searchIndexId(index), index])) };
}

function isOther(index: SearchIndex, present: Wanted['present']): boolean {
  const found = present.get(searchIndexId(index));
  return found !== undefined && !isSameSearchIndex(index, found);
}

function isReady(index: SearchIndex | undefined): boolean {
  return index !== undefined && (index.isQueryable ?? (index.status === undefined || index.status === 'READY'));
}

function lineOf(index: SearchIndex, present: Wanted['present']): string {
  const { namespace, name, type } = index;
  const status = present.get(searchIndexId(index))?.status;
  const what = `${namespace} ${name}${type === 'search' ? '' : ` (${type})`}`;
  return status === undefined ? what : `${what}, which is ${status}`;
}

/** Those of the destination, and those that the sync brings there. */
function collectionsOf({ spec, observation: { source, destination } }: PlanInput): ReadonlySet<string> {
  const mapping = new NamespaceMapping(spec.filters.mapping);
  const arriving = source.namespaces.map(({ database: db, collection: coll }) => mapping.toDestination({ db, coll }));
  return new Set([...destination.namespaces.map(namespaceOf), ...arriving.map(({ db, coll }) => `${db}.${coll}`)]);
}

const words = (indexes: readonly SearchIndex[]) => listed(indexes.map(({ namespace, name }) => `${namespace} ${name}`));

function withoutSearch({ observation: { destination } }: PlanInput, indexes: readonly SearchIndex[]): Diagnostic {
  return {
    severity: 'error',
    code: 'GW714',
    summary: `The destination (${destination.address}) has no search, and search indexes are to be made there: ${words(indexes)}`,
    detail:
      'A cluster in Atlas has it; elsewhere the server names who manages search indexes (searchIndexManagementHostAndPort)',
    hint: 'Set up search on the destination, or leave searchIndexes out and take the queries elsewhere',
    pointer: '/searchIndexes',
  };
}

function nowhere(indexes: readonly SearchIndex[]): readonly Diagnostic[] {
  if (indexes.length === 0) return [];
  return [
    {
      severity: 'error',
      code: 'GW715',
      summary: `Search indexes are declared for collections that will not be on the destination: ${words(indexes)}`,
      detail: 'The source has no such collection in the scope of the migration',
      hint: 'Correct the namespace: it is the one on the destination, which a mapping may change',
      pointer: '/searchIndexes/entries',
    },
  ];
}

function unreadable({ unknown: { kind, asked, role, detail }, side }: Unknown): Diagnostic {
  const isAtlas = kind === 'unsupported' || role === atlasSearchRole;
  const remedy = isAtlas
    ? `This server cannot tell them, and Atlas does: give the credentials of destination.atlas the role ${atlasSearchRole} in the project of the ${side}`
    : `Grant the user of the ${side} the role ${role}`;
  return {
    severity: 'error',
    code: 'GW716',
    summary: `The search indexes of the ${side} cannot be read (${asked})`,
    detail,
    hint: `${remedy}, or declare what is needed under searchIndexes.entries without mode: copy`,
    pointer: '/searchIndexes/mode',
  };
}

function otherwise(indexes: readonly SearchIndex[]): readonly Diagnostic[] {
  if (indexes.length === 0) return [];
  const [stays, them] = indexes.length === 1 ? ['stays as it is', 'it'] : ['stay as they are', 'them'];
  return [
    {
      severity: 'warning',
      code: 'GW768',
      summary: `${words(indexes)} on the destination ${indexes.length === 1 ? 'has another definition' : 'have other definitions'} than the file wants, and ${stays}`,
      hint: `Change ${them} there (updateSearchIndex), or declare what is there under searchIndexes.entries`,
      pointer: '/searchIndexes',
    },
  ];
}
