import { type Diagnostic, findingKey } from '../lib/diagnostic.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import { reasonOf } from '../mongo/explain-failure.ts';
import type { ClusterObservation, Observation } from '../observe/observation.ts';
import { observe } from '../observe/observe.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { endings, isAboutExpiry } from '../plan/rules/expiry-diagnostics.ts';
import { runChecks } from '../preflight/run-checks.ts';

const everyMs = 60_000;

/** A look takes at most this part of the time, however many collections there are. */
const shareOfTime = 1 / 20;

export interface WatchParts {
  readonly migration: OpenMigration;
  readonly now: () => Date;
  note(text: string, finding?: Diagnostic): void;
}

/**
 * The checks again and again while a sync runs, of what can change meanwhile: feature version, members, indexes, disk,
 * oplog, certificates, who else writes to the destination, and whatever ends by itself one day. Tells what is new and what
 * is over, each once; stops nothing, and what waits never waits for it.
 */
export class ChecksWatch {
  readonly #parts: WatchParts;
  readonly #everyMs: number;
  #dueAt: number;
  #isLooking = false;
  #isBlind = false;
  #first: Observation | undefined;
  #known = new Map<string, Diagnostic>();

  constructor(parts: WatchParts, intervalMs = everyMs) {
    this.#parts = parts;
    this.#everyMs = intervalMs;
    this.#dueAt = performance.now() + intervalMs;
  }

  /** Called often; looks when it is time, beside whatever goes on. */
  lookWhenDue(): void {
    if (this.#isLooking || performance.now() < this.#dueAt) return;
    this.#isLooking = true;
    const startedAt = performance.now();
    this.look()
      .catch((error: unknown) => this.#couldNotLook(error))
      .finally(() => {
        const tookMs = performance.now() - startedAt;
        this.#dueAt = performance.now() + Math.max(this.#everyMs, tookMs / shareOfTime);
        this.#isLooking = false;
      });
  }

  async look(): Promise<void> {
    const { migration, now } = this.#parts;
    const observation = await observe(migration, now(), { forChecks: true });
    this.#isBlind = false;
    this.#compareWithFirst(observation);
    const state = deriveState(observation.engine, observation.journal);
    const { spec } = migration.loaded;
    // Behind the switch the checks have nothing to say of a sync that is over.
    const isSwitched = state === 'cutOver' || state === 'reversing';
    const found = runChecks({ spec, observation, state }, { isWatching: true })
      .filter(({ severity }) => severity !== 'info')
      .filter((one) => isAboutExpiry(one) || (!isSwitched && /^GW[1-5]/.test(one.code)));
    const ending = endings({ spec, observation, state, now: observation.takenAt });
    const current = new Map([...found, ...ending].map((one) => [findingKey(one), one]));
    for (const [key, one] of current) if (!this.#known.has(key)) this.#parts.note(wordsOf(one), one);
    for (const [key, { code, summary }] of this.#known) {
      if (!current.has(key)) this.#parts.note(`${code} is over: ${summary}`);
    }
    this.#known = current;
  }

  /** What no check can tell from one look: that it was otherwise when the sync began to be watched. */
  #compareWithFirst(observation: Observation): void {
    const before = this.#first;
    this.#first = observation;
    if (before === undefined) return;
    for (const role of ['source', 'destination'] as const) {
      for (const text of changesOf(before[role], observation[role])) {
        this.#parts.note(`The ${role} (${observation[role].address}) changed while data is synced: ${text}`);
      }
    }
  }

  #couldNotLook(error: unknown): void {
    if (!this.#isBlind) this.#parts.note(`The checks could not look at both sides: ${reasonOf(error)}`);
    this.#isBlind = true;
  }
}

function wordsOf({ severity, code, summary, hint }: Diagnostic): string {
  return `${severity}[${code}]: ${summary}${hint === undefined ? '' : `. Fix: ${hint}`}`;
}

function changesOf(before: ClusterObservation, after: ClusterObservation): readonly string[] {
  const version = (one: ClusterObservation) => one.facts.version;
  const featureVersion = (one: ClusterObservation) => one.facts.featureCompatibilityVersion ?? 'unknown';
  const hosts = new Set(after.facts.hosts);
  const gone = before.facts.hosts.filter((host) => !hosts.has(host));
  return [
    ...(version(before) === version(after) ? [] : [`MongoDB ${version(before)} became ${version(after)}`]),
    ...(featureVersion(before) === featureVersion(after)
      ? []
      : [`its feature compatibility version went from ${featureVersion(before)} to ${featureVersion(after)}`]),
    ...(gone.length === 0 || after.facts.topology === 'sharded' ? [] : [`${gone.join(', ')} left the set`]),
  ];
}
