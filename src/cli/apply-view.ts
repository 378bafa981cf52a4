import type { ApplyEvent } from '../apply/apply-events.ts';
import type { LockInfo } from '../ledger/ledger-store.ts';
import { type GodwitError, messageOf } from '../lib/errors.ts';
import type { Plan } from '../plan/plan.ts';
import { eventLine, lockLine, lockMessage, planLine, versionLine } from '../report/json/events.ts';
import { failureJson } from '../report/json/failure.ts';
import { applyReporter } from '../report/text/apply-reporter.ts';
import { renderFailure } from '../report/text/failure.ts';
import { type Paint, paintFor } from '../report/text/paint.ts';
import { renderPlan } from '../report/text/plan.ts';
import { hasColors } from './colors.ts';
import type { CommandContext, Output } from './context.ts';
import type { GlobalOptions } from './global-options.ts';
import { jsonOutputs } from './json-output.ts';
import { version } from './version.ts';

/**
 * What a user sees of an apply: text or JSON lines on standard output, and JSON lines in a file where asked. An output that
 * fails is told once and left alone: a full disk of a log must not stop a cutover half-way.
 */
export class ApplyView {
  readonly #context: CommandContext;
  readonly #paint: Paint;
  readonly #isText: boolean;
  readonly #outputs: Output[];
  readonly #showText: (event: ApplyEvent) => void;

  constructor(context: CommandContext, options: GlobalOptions) {
    this.#context = context;
    this.#paint = paintFor(hasColors(context, options.hasColor));
    this.#isText = options.format === 'text';
    this.#outputs = [...jsonOutputs(context, options)];
    const write = (text: string) => context.stdout.write(text);
    const isTerminal = context.isTTY && context.env['TERM'] !== 'dumb';
    const columns = () => process.stdout.columns || 100;
    this.#showText = this.#isText ? applyReporter({ write, paint: this.#paint, isTerminal, columns }) : () => {};
    this.#writeJson(versionLine(version(), context.now()));
  }

  showPlan(plan: Plan): void {
    if (this.#isText) this.#context.stdout.write(`${renderPlan(plan, this.#paint)}\n`);
    this.#writeJson(planLine(plan, this.#context.now()));
  }

  /** The plan after the lock was taken, when it is another than the one that was shown. */
  showChangedPlan(plan: Plan): void {
    if (this.#isText) this.#context.stdout.write('The situation has changed meanwhile. What is to be done now:\n\n');
    this.showPlan(plan);
  }

  waitingForLock(lock: LockInfo): void {
    if (this.#isText) this.#context.stderr.write(`${lockMessage(lock)}\n`);
    this.#writeJson(lockLine(lock, this.#context.now()));
  }

  show(event: ApplyEvent): void {
    this.#showText(event);
    this.#writeJson(eventLine(event, this.#context.now()));
  }

  showFailure(error: GodwitError): void {
    this.#context.stderr.write(this.#isText ? renderFailure(error, this.#paint) : failureJson(error));
  }

  #writeJson(line: string): void {
    for (const output of [...this.#outputs]) {
      try {
        output.write(line);
      } catch (error) {
        this.#outputs.splice(this.#outputs.indexOf(output), 1);
        this.#context.stderr.write(`The output as JSON ends here: ${messageOf(error)}\n`);
      }
    }
  }
}
