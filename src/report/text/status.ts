import type { EngineObservation, EngineSpool } from '../../engines/engine.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes, formatCount } from '../../lib/size.ts';
import { secondsOf } from '../../mongo/cluster-time.ts';
import { notCompared } from '../../verify/extent.ts';
import { progressLine } from '../progress-line.ts';
import type { MigrationStatus } from '../status.ts';
import { collectionRows } from './collections.ts';
import type { Paint } from './paint.ts';
import { oneLine } from './printable.ts';

/** The status as a block for a terminal. */
export function renderStatus(status: MigrationStatus, paint: Paint): string {
  const { migration, state, phase, engine, source, destination } = status;
  const rows: readonly (readonly [string, string])[] = [
    ['state', `${state} (the file asks for ${phase})`],
    ['source', `${source.address}, MongoDB ${source.version}, writes ${source.writes}`],
    ['destination', `${destination.address}, MongoDB ${destination.version}, writes ${destination.writes}`],
    ['engine', engineWords(engine)],
    ...progressRows(engine),
    ...waitingRows(status),
    ...(status.blockers.length === 0 ? [] : [['blocked by', status.blockers.join('; ')] as const]),
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(12)} ${oneLine(value)}`);
  const next = status.nextSteps.map((one) => `  ${one}`);
  return `${[paint('bold', `Migration ${migration}`), ...lines, ...(next.length === 0 ? [] : [paint('bold', 'Next'), ...next])].join('\n')}\n`;
}

/** The status on one line, for logs and pipes. */
export function statusLine({ state, engine, blockers }: MigrationStatus): string {
  const reasons = blockers.length === 0 ? '' : `; ${blockers.join('; ')}`;
  const engineSays = progressLine(engine);
  // The engine's own word comes first in its line, and is the migration's but for what only the ledger knows.
  const isSilent = engineSays === 'absent' || engineSays === 'committed';
  const words = isSilent ? state : engineSays.startsWith(state) ? engineSays : `${state}; ${engineSays}`;
  return `State: ${oneLine(`${words}${reasons}`)}\n`;
}

function waitingRows({ waiting }: MigrationStatus): (readonly [string, string])[] {
  if (waiting === undefined) return [];
  const { since, until, checks, attemptsBefore, by, gates } = waiting;
  const limit = until === undefined ? 'without limit' : `until ${until}`;
  const before = attemptsBefore === 0 ? '' : `, ${attemptsBefore} cutovers were taken back before`;
  return [
    ['cutover', `waits since ${since} ${limit}, begun by ${by}, gates read ${checks} times${before}`],
    ...gates.map(({ isOpen, words }) => ['gate', `${isOpen ? 'open  ' : 'closed'} ${words}`] as const),
  ];
}

function engineWords({ type, isRunning, location, startedAt }: EngineObservation): string {
  const where = location === undefined ? '' : `, ${location}`;
  const since = startedAt === undefined ? '' : `, sync begun ${startedAt}`;
  return `${type}${isRunning ? '' : ' (not running)'}${where}${since}`;
}

function spoolWords({ bytes, maxBytes, from, until }: EngineSpool): string {
  const [first, last] = [from, until].map((time) => new Date(secondsOf(time) * 1000).toISOString());
  return `${formatBytes(bytes)} of ${formatBytes(maxBytes)}, changes from ${first} to ${last}`;
}

function progressRows({ progress, failure }: EngineObservation): (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [];
  if (progress?.stuck !== undefined) rows.push(['STUCK', progress.stuck]);
  if (failure !== undefined) rows.push(['failure', `[${failure.code}] ${failure.message}`]);
  if (progress === undefined) return rows;
  const { copiedBytes, totalBytes, copiedDocuments, eventsApplied, eventsPerSecond, lagSeconds, verification, spool } =
    progress;
  if (copiedBytes !== undefined && totalBytes !== undefined) {
    rows.push([
      'copied',
      `${formatBytes(copiedBytes)} of ${formatBytes(totalBytes)}, ${formatCount(copiedDocuments ?? 0)} documents`,
    ]);
  }
  if (eventsApplied !== undefined) {
    rows.push(['applied', `${formatCount(eventsApplied)} changes, ${formatCount(eventsPerSecond ?? 0)}/s`]);
  }
  rows.push(...collectionRows(progress.collections));
  if (lagSeconds !== undefined) rows.push(['lag', formatDurationMs(lagSeconds * 1000)]);
  if (spool !== undefined) rows.push(['spool', spoolWords(spool)]);
  if (verification !== undefined) {
    const { comparedDocuments, pendingDocuments, mismatchCount, extent, repaired } = verification;
    const so = extent.mode === 'counts' ? 'counted' : extent.mode === 'sample' ? 'of a sample equal' : 'equal';
    rows.push([
      'verified',
      `${formatCount(comparedDocuments)} documents ${so}, ${formatCount(pendingDocuments)} to compare again, ${formatCount(mismatchCount)} differ${repaired === undefined ? '' : `, ${formatCount(repaired.count)} repaired`}`,
    ]);
    for (const words of notCompared(extent)) rows.push(['', words]);
  }
  for (const warning of progress.warnings) rows.push(['warning', warning]);
  for (const reason of progress.waitingFor) rows.push(['waiting', reason]);
  return rows;
}
