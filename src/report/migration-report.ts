/** What happened in a migration, from its ledger and from what is so now: the document for the change ticket. Pure. */
import type { RateSample } from '../apply/rate-samples.ts';
import type { EngineVerification } from '../engines/engine.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { formatDurationMs } from '../lib/duration.ts';
import { formatBytes } from '../lib/size.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { ConnectedClient } from '../mongo/connected-clients.ts';
import type { Observation } from '../observe/observation.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { VerificationExtent } from '../sync/verification-port.ts';
import { extentWords, isWhole, readExtent, unproven } from '../verify/extent.ts';

export interface ReportEntry {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly isTrouble: boolean;
}

/** One cutover or rollback that was carried through or taken back. */
export interface ReportedPassage {
  readonly transaction: string;
  readonly begunAt: string;
  readonly endedAt: string | undefined;
  readonly outcome: 'done' | 'undone' | 'open';
  readonly by: string;
  /** Gates as they were when they were open, approvals included. */
  readonly gates: readonly string[];
  /** What was read on the destination beforehand, in words; absent where nothing was to be. */
  readonly warmed?: string | undefined;
  /** From the block to the beginning of the switch; hooks in between are part of it. */
  readonly blockedMs: number | undefined;
  /** Of these, what hooks took. */
  readonly hookMs: number;
  readonly verifiedDocuments: number | undefined;
  /** How much of both sides was compared. */
  readonly verifiedExtent: VerificationExtent;
  /** Documents that the verification had overwritten or removed by then; absent where it had none. */
  readonly repaired?: string | undefined;
}

export interface MigrationReport {
  readonly formatVersion: 1;
  readonly migration: string;
  readonly environment: string | undefined;
  readonly writtenAt: string;
  readonly godwitVersion: string;
  readonly state: MigrationState;
  readonly phase: string;
  readonly specHash: string;
  readonly source: ReportedCluster;
  readonly destination: ReportedCluster;
  readonly engine: string;
  readonly passages: readonly ReportedPassage[];
  readonly timeline: readonly ReportEntry[];
  /** What was copied and applied per second, of each stretch of copying and catching up. */
  readonly rates: readonly ReportedRates[];
  /** Where everything stands with verification. */
  readonly verification: string;
  /** What verification had repaired, each time that a step told of it. */
  readonly repairs: readonly string[];
  readonly warnings: readonly string[];
  /** What the source was asked most before the last cutover, as both sides explained it; absent where nobody looked. */
  readonly queries?: ReportedQueries | undefined;
  /** What is left to people after a cutover. */
  readonly checklist: readonly string[];
  /** The file's meaning, defaults filled in; references to secrets, never secrets. */
  readonly settings: unknown;
}

export interface ReportedQueries {
  readonly at: string;
  readonly compared: number;
  readonly regressions: readonly { readonly shape: string; readonly words: string }[];
  /** Why nothing could be compared. */
  readonly why?: string | undefined;
}

export interface ReportedRates {
  /** When the stretch ended, ISO 8601. */
  readonly until: string;
  readonly samples: readonly RateSample[];
}

export interface ReportedCluster {
  readonly address: string;
  readonly version: string;
  readonly writes: string;
  /** Absent where the user may not see them. */
  readonly clients: readonly ConnectedClient[] | undefined;
}

export interface ReportInput {
  readonly loaded: LoadedMigration;
  readonly observation: Observation;
  readonly godwitVersion: string;
  /** ISO 8601. */
  readonly now: string;
}

export function migrationReport({ loaded, observation, godwitVersion, now }: ReportInput): MigrationReport {
  const { engine, journal, source, destination } = observation;
  const state = deriveState(engine, journal);
  return {
    formatVersion: 1,
    migration: loaded.name,
    environment: loaded.environment,
    writtenAt: now,
    godwitVersion,
    state,
    phase: loaded.spec.phase,
    specHash: loaded.specHash,
    source: clusterOf(source),
    destination: clusterOf(destination),
    engine: engine.type,
    passages: passagesOf(journal.entries),
    timeline: journal.entries.flatMap(timelineEntry),
    rates: journal.entries.flatMap(ratesOf),
    verification: verificationWords(observation, journal.entries),
    repairs: journal.entries.flatMap(repairsOf),
    warnings: engine.progress?.warnings ?? [],
    queries: queriesIn(journal.entries),
    checklist: checklistFor(state, observation),
    settings: loaded.spec,
  };
}

function clusterOf({ address, facts, writes, clients }: Observation['source']): ReportedCluster {
  return { address, version: facts.version, writes, clients };
}

function timelineEntry(entry: LedgerEntry): ReportEntry[] {
  const words = wordsOf(entry);
  if (words === undefined) return [];
  const { user, host, job } = entry.by;
  const isTrouble = entry.kind.endsWith('Failed') || entry.kind === 'switchRefused' || entry.kind.startsWith('undo');
  return [{ at: entry.at, by: job === undefined ? `${user} on ${host}` : `${user} (${job})`, what: words, isTrouble }];
}

function wordsOf(entry: LedgerEntry): string | undefined {
  switch (entry.kind) {
    case 'runStarted':
      return `${entry.command} to ${entry.phase}, plan ${entry.planId}, file ${entry.specHash.slice(0, 12)}, godwit ${entry.godwitVersion}`;
    case 'runFinished':
      return `run ended: ${entry.outcome}`;
    case 'stepStarted':
      return undefined;
    case 'stepSucceeded':
      return `${entry.step} done${outputWords(entry.output)}`;
    case 'stepFailed':
      return `${entry.step} failed: ${entry.message}`;
    case 'switchRefused':
      return `${entry.step} refused: the guardian had taken the cutover back`;
    case 'undoStarted':
      return undefined;
    case 'undoSucceeded':
      return `${entry.step} taken back`;
    case 'undoFailed':
      return `${entry.step} could not be taken back: ${entry.message}`;
    case 'transactionBegan':
      return `${entry.transaction} begun`;
    case 'transactionEnded':
      return `${entry.transaction} ${entry.outcome === 'done' ? 'carried through' : 'taken back'}`;
  }
}

function outputWords(output: Readonly<Record<string, unknown>> | undefined): string {
  const parts = Object.entries(output ?? {})
    .filter(([, value]) => value !== undefined && typeof value !== 'object')
    .map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** A plot wants two points at least. */
function ratesOf(entry: LedgerEntry): readonly ReportedRates[] {
  if (entry.kind !== 'stepSucceeded' || entry.step !== 'awaitSynced') return [];
  const samples = (entry.output?.['rates'] ?? []) as readonly RateSample[];
  return samples.length < 2 ? [] : [{ until: entry.at, samples }];
}

function queriesIn(entries: readonly LedgerEntry[]): ReportedQueries | undefined {
  const last = entries.findLast((entry) => entry.kind === 'stepSucceeded' && entry.step === 'compareQueries');
  if (last?.kind !== 'stepSucceeded' || last.output === undefined) return undefined;
  return { at: last.at, ...(last.output as unknown as Omit<ReportedQueries, 'at'>) };
}

function passagesOf(entries: readonly LedgerEntry[]): readonly ReportedPassage[] {
  const passages: ReportedPassage[] = [];
  let current: LedgerEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === 'transactionBegan') current = [entry];
    else if (current.length > 0) current.push(entry);
    if (entry.kind === 'transactionEnded' && current.length > 0) {
      passages.push(passageOf(current));
      current = [];
    }
  }
  return current.length > 0 ? [...passages, passageOf(current)] : passages;
}

function passageOf(entries: readonly LedgerEntry[]): ReportedPassage {
  const [begun] = entries as [LedgerEntry & { kind: 'transactionBegan' }];
  const end = entries.at(-1);
  const timeOf = (kind: LedgerEntry['kind'], step: string) => {
    const found = entries.findLast((entry) => entry.kind === kind && 'step' in entry && entry.step === step);
    return found && Date.parse(found.at);
  };
  const outputOf = (step: string) => {
    const found = entries.findLast((entry) => entry.kind === 'stepSucceeded' && entry.step === step);
    return found?.kind === 'stepSucceeded' ? found.output : undefined;
  };
  const from = timeOf('stepStarted', 'blockSource');
  const to = timeOf('stepStarted', 'beginSwitch');
  const verification = outputOf('awaitVerified:tail') ?? outputOf('compareData');
  const verified = verification?.['comparedDocuments'];
  return {
    transaction: begun.transaction,
    begunAt: begun.at,
    endedAt: end?.kind === 'transactionEnded' ? end.at : undefined,
    outcome: end?.kind === 'transactionEnded' ? end.outcome : 'open',
    by: `${begun.by.user} on ${begun.by.host}`,
    gates:
      ((outputOf('checkGates:again') ?? outputOf('checkGates'))?.['readings'] as readonly string[] | undefined) ?? [],
    warmed: warmedWords(outputOf('warmDestination')),
    blockedMs: from === undefined || to === undefined || to < from ? undefined : to - from,
    hookMs: from === undefined || to === undefined ? 0 : hookTime(entries, from, to),
    verifiedDocuments: typeof verified === 'number' ? verified : undefined,
    verifiedExtent: readExtent(verification),
    repaired: repairedWords(verification),
  };
}

function warmedWords(output: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (output === undefined) return undefined;
  const { namespaces, indexes, bytes, durationMs, isOutOfTime, why } = output;
  if (typeof why === 'string') return `not possible: ${why}`;
  const read = `${formatBytes(Number(bytes))} of ${namespaces} collections and ${indexes} of their indexes`;
  return `${read} in ${formatDurationMs(Number(durationMs))}${isOutOfTime === true ? ', all that its time allowed' : ''}`;
}

function hookTime(entries: readonly LedgerEntry[], from: number, to: number): number {
  let total = 0;
  let since: number | undefined;
  for (const entry of entries) {
    if (!('step' in entry) || !entry.step.startsWith('runHook:')) continue;
    const at = Date.parse(entry.at);
    if (entry.kind === 'stepStarted') since = at;
    else if (entry.kind === 'stepSucceeded' && since !== undefined && since >= from && at <= to) total += at - since;
  }
  return total;
}

function verificationWords({ engine }: Observation, entries: readonly LedgerEntry[]): string {
  const now = engine.progress?.verification;
  if (now !== undefined) {
    const { comparedDocuments, mismatchCount, pendingDocuments, extent } = now;
    const so = extent.mode === 'counts' ? 'counted' : 'equal';
    return withExtent(
      `${comparedDocuments} documents ${so}, ${mismatchCount} differ, ${pendingDocuments} to be compared again`,
      extent,
    );
  }
  const last = entries.findLast((entry) => entry.kind === 'stepSucceeded' && entry.step.startsWith('awaitVerified'));
  if (last?.kind !== 'stepSucceeded') return 'nothing was compared';
  return withExtent(
    `${last.output?.['comparedDocuments'] ?? 'all'} documents compared, none differed, at ${last.at}`,
    readExtent(last.output),
  );
}

const shownRepairs = 10;

function repairsOf(entry: LedgerEntry): readonly string[] {
  const words = entry.kind === 'stepSucceeded' ? repairedWords(entry.output) : undefined;
  return words === undefined ? [] : [`${words}, as of ${entry.at}`];
}

function repairedWords(output: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const { repaired } = (output ?? {}) as { readonly repaired?: EngineVerification['repaired'] };
  if (repaired === undefined) return undefined;
  const { count, documents } = repaired;
  const shown = documents.slice(0, shownRepairs).map(({ namespace, kind, id }) => `${namespace} _id ${id} (${kind})`);
  const more = count > shown.length ? [`and ${count - shown.length} more`] : [];
  return `${count} documents of the destination that differed: ${[...shown, ...more].join(', ')}`;
}

function withExtent(words: string, extent: VerificationExtent): string {
  if (isWhole(extent)) return words;
  return `${words}. Compared was ${extentWords(extent)}. ${unproven(extent).join(' ')}`;
}

/** The guides' list of what comes after a migration. */
function checklistFor(state: MigrationState, { source, destination, journal }: Observation): readonly string[] {
  if (state !== 'cutOver' && state !== 'reversing' && state !== 'complete') return [];
  const still = (source.clients ?? []).map(({ application, driver, hosts }) => {
    return `${application === '' ? driver : application} from ${hosts.join(', ')}`;
  });
  return [
    still.length === 0
      ? 'Nobody but godwit is connected to the old cluster'
      : `Still connected to the old cluster: ${still.join('; ')}`,
    `Alerts on ${destination.address}: connections, oplog window, disk, slow queries`,
    'Backups of the new cluster resumed, and a first snapshot taken',
    'Autoscaling and tier as they are meant to be after the migration',
    queryTask(queriesIn(journal.entries)),
    ...(state === 'reversing' ? ['The way back ended with phase: complete when it is no longer needed'] : []),
    `The old cluster (${source.address}) kept read-only for 24 to 48 hours, then decommissioned`,
  ];
}

/** What was explained before the switch need not be looked for again; what nobody saw then has to be. */
function queryTask(queries: ReportedQueries | undefined): string {
  if (queries === undefined || queries.compared === 0) {
    return 'Query plans of the most frequent queries compared (explain) on the new cluster';
  }
  const { compared, regressions } = queries;
  const before = `${compared} of the most frequent query shapes were explained on both clusters before the switch`;
  if (regressions.length === 0) return `Slow queries watched: ${before}, and none was answered worse on the new one`;
  return `Query regressions looked into: ${before}, and ${regressions.length} answered worse on the new one (see Queries)`;
}
