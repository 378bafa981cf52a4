/** The capability matrix: rows generated from what the engines declare, so that no table can be out of date. */
import type { EngineCapabilities, EngineSide } from '../../engines/engine.ts';
import { seriesOf } from '../../engines/fitness.ts';

type Engines = Readonly<Record<string, EngineCapabilities>>;
type Cell = (capabilities: EngineCapabilities) => string;

/** One property of every engine. */
export interface CapabilityRow {
  readonly property: string;
  readonly values: Readonly<Record<string, string>>;
}

const yes = (value: boolean): string => (value ? 'yes' : 'no');
const filterWords = {
  none: 'no',
  includes: 'include only, names',
  wildcards: 'include, exclude, names',
  regex: 'include, exclude, regular expressions',
} as const;
const verificationWords = {
  none: 'by godwit, while writes are blocked',
  own: "the engine's own",
  godwit: 'by godwit, while it follows',
  beside: 'by godwit, while it follows and `apply` runs',
} as const;

const rows: readonly (readonly [property: string, cell: Cell])[] = [
  ['follows a source that is written to', (can) => yes(can.isOnline)],
  ['writes are stopped for', ({ profile }) => profile.downtime],
  ['setup', ({ profile }) => profile.setup],
  ['runs', ({ profile }) => profile.runsWhere],
  ['source versions', ({ source }) => versionsOf(source)],
  ['destination versions', ({ destination }) => versionsOf(destination)],
  ['source is', ({ source }) => topologiesOf(source)],
  ['destination is', ({ destination }) => topologiesOf(destination)],
  ['replica set to sharded', (can) => yes(!can.needsAlikeTopologies && can.destination.topologies.includes('sharded'))],
  ['destination has to be in Atlas', (can) => yes(can.needsAtlas)],
  ['private networking', (can) => yes(can.canUsePrivateNetwork)],
  ['filters', (can) => filterWords[can.filters]],
  ['filters on documents', (can) => yes(can.canFilterDocuments)],
  ['renames namespaces', (can) => yes(can.canMapNamespaces)],
  ['shards collections', (can) => yes(can.canShard)],
  ['destination may hold other data', (can) => yes(can.canKeepData)],
  ['pause and resume', (can) => yes(can.canPause)],
  ['goes on with an interrupted copy', (can) => yes(can.resumesCopy)],
  ['leaves a copy and goes (detached)', (can) => yes(can.canDetach)],
  ['reverse', (can) => yes(can.canReverse)],
  ['way back ends at', (can) => (can.pointOfNoReturn === 'commit' ? "the engine's commit" : 'the switch')],
  ['blocks writes on the source', (can) => can.blocksSource],
  ['blocks writes on the destination', (can) => can.blocksDestination],
  ['stops balancers', balancersOf],
  ['verification', (can) => verificationWords[can.verification]],
  ['drain is proven by', (can) => (can.drainProof === 'own' ? 'the engine' : "the source's clock")],
  ['time-series collections', (can) => yes(can.canMoveTimeSeries)],
  ['users and roles', (can) => yes(can.canMoveUsers)],
  ['tunables', ({ profile }) => profile.tunables.join(', ') || 'none'],
  ['licence', ({ profile }) => profile.licence],
];

export function capabilityRows(engines: Engines): readonly CapabilityRow[] {
  return rows.map(([property, cell]) => ({
    property,
    values: Object.fromEntries(Object.entries(engines).map(([name, capabilities]) => [name, cell(capabilities)])),
  }));
}

/** Text is grouped by engine, since six columns fit no terminal; Markdown is a table. */
export function renderMatrix(engines: Engines, format: 'text' | 'markdown'): string {
  return format === 'markdown' ? markdown(engines) : text(engines);
}

function text(engines: Engines): string {
  const names = Object.keys(engines);
  const width = Math.max(...names.map((name) => name.length));
  const blocks = capabilityRows(engines).map(({ property, values }) => {
    const groups = new Map<string, string[]>();
    for (const name of names) groups.set(values[name]!, [...(groups.get(values[name]!) ?? []), name]);
    if (groups.size === 1) return `${property}: ${values[names[0]!]}`;
    return [`${property}:`, ...names.map((name) => `  ${name.padEnd(width)}  ${values[name]}`)].join('\n');
  });
  return `${blocks.join('\n')}\n`;
}

function markdown(engines: Engines): string {
  const names = Object.keys(engines);
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `${[
    line(['', ...names]),
    line(['---', ...names.map(() => '---')]),
    ...capabilityRows(engines).map(({ property, values }) => line([property, ...names.map((name) => values[name]!)])),
  ].join('\n')}\n`;
}

function versionsOf({ oldest, newest }: EngineSide): string {
  return newest === undefined ? `${seriesOf(oldest)} and newer` : `${seriesOf(oldest)} to ${seriesOf(newest)}`;
}

function balancersOf({ stopsBalancers, source }: EngineCapabilities): string {
  return source.topologies.includes('sharded') ? stopsBalancers : 'no sharded clusters';
}

const topologyWords = { standalone: 'standalone', replicaSet: 'replica set', sharded: 'sharded cluster' } as const;

function topologiesOf({ topologies }: EngineSide): string {
  return topologies.map((topology) => topologyWords[topology]).join(', ');
}
