/**
 * What of a run's events people want to be told: a change of state and not each per cent, a sync that stands still, a lag
 * that the oplog will not bear. Keeps what it has seen of one run; asks no clock but the one that it is given.
 */
import type { ApplyEvent, ClosedGate } from '../apply/apply-events.ts';
import type { EngineObservation } from '../engines/engine.ts';
import { type Diagnostic, findingKey } from '../lib/diagnostic.ts';
import { formatDurationMs } from '../lib/duration.ts';
import { isAboutExpiry } from '../plan/rules/expiry-diagnostics.ts';
import type { NotificationEvent } from '../spec/blocks/governance.ts';
import { expiryOccasion, type Occasion, progressOccasions } from './standing-notices.ts';

/** A copy that does not move for so long is stuck: long index builds move their own counter. */
const stalledAfterMs = 10 * 60_000;
/** Gates that are closed for a moment are nobody's business; people who have to agree are told at once. */
const gateWaitsMs = 30_000;

export class NoticesOfRun {
  readonly #oplogWindowSeconds: number | undefined;
  #state: string | undefined;
  #phase = '';
  #failure: string | undefined;
  #isInCutover = false;
  #movedAt = 0;
  #mark = '';
  readonly #told = new Set<NotificationEvent>();
  /** Closed gates that nobody was told of yet, by name. */
  readonly #gates = new Map<string, { readonly since: number; readonly words: string }>();
  readonly #toldGates = new Set<string>();
  readonly #toldFindings = new Set<string>();

  constructor(options: { oplogWindowSeconds: number | undefined }) {
    this.#oplogWindowSeconds = options.oplogWindowSeconds;
  }

  of(event: ApplyEvent, now: Date): readonly Occasion[] {
    switch (event.type) {
      case 'applyStarted':
        this.#phase = event.plan.phase;
        this.#state = event.plan.state;
        this.#movedAt = now.getTime();
        return [
          { event: 'started', reason: `plan ${event.plan.id} to ${event.plan.phase}` },
          ...this.#expiring(event.plan.diagnostics),
        ];
      case 'stepStarted':
        if (event.step.transaction !== 'cutover' || this.#isInCutover) return [];
        this.#isInCutover = true;
        return [{ event: 'cutoverStarted' }];
      case 'stepProgress':
        return [...this.#progress(event.engine, now), ...this.#longClosed(now)];
      case 'stepNote':
        return event.finding === undefined ? [] : this.#expiring([event.finding]);
      case 'gatesWaiting':
        return this.#closed(event.gates, now);
      case 'stepSucceeded':
        this.#gates.clear();
        return [];
      case 'stepFailed':
        this.#failure = `[${event.code}] ${event.message}`;
        return [];
      case 'applyFinished':
        return this.#finished(event.outcome);
      default:
        return [];
    }
  }

  #progress(engine: EngineObservation, now: Date): readonly Occasion[] {
    const occasions: Occasion[] = [];
    // To have nothing yet is no step back from a destination that is there.
    const state = engine.state === 'absent' ? 'provisioned' : engine.state;
    if (state !== this.#state) {
      occasions.push({ event: 'stateChanged', state, reason: `${this.#state} -> ${state}` });
      this.#state = state;
    }
    const stall = this.#stall(engine, now);
    if (stall === undefined) this.#told.delete('stalled');
    else occasions.push(...this.#once('stalled', stall));
    const alarming = progressOccasions(engine.progress, this.#oplogWindowSeconds);
    return [...occasions, ...alarming.flatMap(({ event, reason }) => this.#once(event, reason))];
  }

  /** What an engine says that notices by itself and knows why, or else how long its figures have not changed. */
  #stall(engine: EngineObservation, now: Date): string | undefined {
    const stuckMs = this.#standsStill(engine, now);
    const words = stuckMs < stalledAfterMs ? undefined : `${engine.state} for ${formatDurationMs(stuckMs)}`;
    return engine.progress?.stuck ?? words;
  }

  /** For how long nothing moved, in milliseconds; an idle source is no standstill. */
  #standsStill({ state, progress }: EngineObservation, now: Date): number {
    const { copiedBytes, indexesBuilt, eventsApplied, appliedTime, verification } = progress ?? {};
    const moved = [copiedBytes, indexesBuilt, eventsApplied, appliedTime, verification?.comparedDocuments].map(String);
    const mark = [state, ...moved].join(' ');
    const isWorking = state !== 'following' || (progress?.lagSeconds ?? 0) > 60;
    if (mark !== this.#mark || !isWorking) this.#movedAt = now.getTime();
    this.#mark = mark;
    return now.getTime() - this.#movedAt;
  }

  #finished(outcome: 'done' | 'failed' | 'undone' | 'interrupted'): readonly Occasion[] {
    const reason = this.#failure;
    if (outcome === 'undone' && this.#isInCutover) return [{ event: 'cutoverUndone', reason }];
    if (outcome === 'failed' || outcome === 'undone') return [{ event: 'failed', reason }];
    if (outcome !== 'done') return [];
    if (this.#phase === 'cutover' && this.#isInCutover) return [{ event: 'cutoverFinished' }];
    if (this.#phase === 'rolledBack') return [{ event: 'rolledBack' }];
    return this.#phase === 'complete' ? [{ event: 'completed' }] : [];
  }

  /** Whoever has to approve is told at once, and of each gate once in a run. */
  #closed(gates: readonly ClosedGate[], now: Date): readonly Occasion[] {
    const names = new Set(gates.map(({ name }) => name));
    for (const name of this.#gates.keys()) if (!names.has(name)) this.#gates.delete(name);
    const fresh = gates.filter(({ name }) => !this.#toldGates.has(name) && !this.#gates.has(name));
    for (const { name, words } of fresh) {
      if (isApproval(name)) this.#toldGates.add(name);
      else this.#gates.set(name, { since: now.getTime(), words });
    }
    return fresh
      .filter(({ name }) => isApproval(name))
      .map(({ words }) => ({ event: 'approvalNeeded', reason: words, state: this.#state }));
  }

  #longClosed(now: Date): readonly Occasion[] {
    const long = [...this.#gates].filter(([, { since }]) => now.getTime() - since >= gateWaitsMs);
    for (const [name] of long) {
      this.#gates.delete(name);
      this.#toldGates.add(name);
    }
    if (long.length === 0) return [];
    return [{ event: 'gateWaiting', reason: long.map(([, { words }]) => words).join('; '), state: this.#state }];
  }

  /** Of the plan, and of what the checks find while the run waits; each once. */
  #expiring(diagnostics: readonly Diagnostic[]): readonly Occasion[] {
    const fresh = diagnostics.filter((one) => isAboutExpiry(one) && !this.#toldFindings.has(findingKey(one)));
    for (const one of fresh) this.#toldFindings.add(findingKey(one));
    return fresh.map((one) => ({ ...expiryOccasion(one), state: this.#state }));
  }

  #once(event: NotificationEvent, reason: string | undefined): readonly Occasion[] {
    if (this.#told.has(event)) return [];
    this.#told.add(event);
    return [{ event, reason, state: this.#state }];
  }
}

const isApproval = (gate: string) => gate.startsWith('approvals ');
