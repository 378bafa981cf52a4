import type { ApplyEvent } from '../apply/apply-events.ts';
import type { LockInfo } from '../ledger/ledger-store.ts';
import type { DeliveryResult } from '../notify/notifier.ts';
import type { RunView } from '../pipeline/run-view.ts';
import type { Plan } from '../plan/plan.ts';
import { deliveryMessage } from '../report/event-message.ts';
import {
  applyEvent,
  lockEvent,
  lockMessage,
  notificationEvent,
  planEvent,
  summaryEvent,
} from '../report/json/events.ts';
import { failureJson } from '../report/json/failure.ts';
import { type RunSummary, renderSummary } from '../report/run-summary.ts';
import { applyReporter } from '../report/text/apply-reporter.ts';
import { renderFailure } from '../report/text/failure.ts';
import { type Paint, paintFor } from '../report/text/paint.ts';
import { renderPlan, renderSteps } from '../report/text/plan.ts';
import { hasColors } from './colors.ts';
import type { CommandContext } from './context.ts';
import type { GlobalOptions } from './global-options.ts';
import { EventOutputs } from './json-output.ts';

/** What a user sees of an apply: text or JSON lines on standard output, and JSON lines in a file where asked. */
export class ApplyView {
  readonly #context: CommandContext;
  readonly #paint: Paint;
  readonly #isText: boolean;
  readonly #events: EventOutputs;

  constructor(context: CommandContext, options: GlobalOptions) {
    this.#context = context;
    this.#paint = paintFor(hasColors(context, options.hasColor));
    this.#isText = options.format === 'text';
    this.#events = new EventOutputs(context, options, true);
  }

  /** What is seen of one migration; lines begin with its name where several run at the same time. */
  of(migration: string, isOneOfSeveral: boolean): MigrationView {
    const prefix = isOneOfSeveral ? this.#paint('dim', `[${migration}] `) : '';
    const { isTTY, env, stdout } = this.#context;
    return new MigrationView(migration, {
      context: this.#context,
      paint: this.#paint,
      isText: this.#isText,
      isTerminal: isTTY && env['TERM'] !== 'dumb' && !isOneOfSeveral,
      write: (text) => stdout.write(prefix === '' ? text : text.replaceAll(/^(?=.)/gm, prefix)),
      writeEvent: (event) => this.#events.write(event),
    });
  }

  /** An error that ends the command is told at its end; here it only becomes an event. */
  async recordFailure<T>(migration: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      this.#events.write(failureJson(error, this.#context.now(), migration));
      throw error;
    }
  }

  showSummary(summary: RunSummary): void {
    if (this.#isText) this.#context.stdout.write(`\n${renderSummary(summary)}`);
    this.#events.write(summaryEvent(summary, this.#context.now()));
  }
}

interface ViewParts {
  readonly context: CommandContext;
  readonly paint: Paint;
  readonly isText: boolean;
  readonly isTerminal: boolean;
  readonly write: (text: string) => unknown;
  readonly writeEvent: (event: string) => void;
}

export class MigrationView implements RunView {
  readonly #migration: string;
  readonly #parts: ViewParts;
  readonly #showText: (event: ApplyEvent) => void;

  constructor(migration: string, parts: ViewParts) {
    this.#migration = migration;
    this.#parts = parts;
    const { write, paint, isTerminal, isText } = parts;
    const columns = () => process.stdout.columns || 100;
    this.#showText = isText ? applyReporter({ write, paint, isTerminal, columns }) : () => {};
  }

  showPlan(plan: Plan): void {
    this.#text(`${renderPlan(plan, this.#parts.paint)}\n`);
    this.#parts.writeEvent(planEvent(plan, this.#now));
  }

  /** The plan after the lock was taken, when it is another than the one that was shown. */
  showChangedPlan(plan: Plan): void {
    this.#text('The situation has changed meanwhile. What is to be done now:\n\n');
    this.showPlan(plan);
  }

  /** What is left of a plan that an earlier run began. */
  showContinuation(plan: Plan): void {
    const steps = renderSteps(plan, this.#parts.paint);
    this.#text(`This plan was begun by an earlier run. What is left of it:\n\n${steps}\n\n`);
    this.#parts.writeEvent(planEvent(plan, this.#now));
  }

  /** A plan that an earlier run carried out: applying it again is no mistake. */
  showAlreadyDone({ id, state }: Plan): void {
    this.#text(`Plan ${id} was carried out by an earlier run: the migration is ${state}. Nothing to do.\n`);
  }

  note(text: string): void {
    this.#text(text);
  }

  waitingForLock(lock: LockInfo): void {
    if (this.#parts.isText) this.#parts.context.stderr.write(`${lockMessage(lock)}\n`);
    this.#parts.writeEvent(lockEvent(lock, this.#migration, this.#now));
  }

  show(event: ApplyEvent): void {
    this.#showText(event);
    this.#parts.writeEvent(applyEvent(event, this.#migration, this.#now));
  }

  /** That somebody was told is for programs; that somebody could not be is for everybody. */
  showDelivery(result: DeliveryResult): void {
    const { context, isText, writeEvent } = this.#parts;
    if (isText && !result.isDelivered) context.stderr.write(`${deliveryMessage(result)}\n`);
    writeEvent(notificationEvent(result, this.#migration, this.#now));
  }

  showFailure(error: unknown): void {
    const { context, isText, paint, writeEvent } = this.#parts;
    const json = failureJson(error, this.#now, this.#migration);
    context.stderr.write(isText ? renderFailure(error, paint) : json);
    writeEvent(json);
  }

  get #now(): Date {
    return this.#parts.context.now();
  }

  #text(text: string): void {
    if (this.#parts.isText) this.#parts.write(text);
  }
}
