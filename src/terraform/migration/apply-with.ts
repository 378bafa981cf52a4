/** One run of a migration, told line by line, that ends when Terraform wants it to or when its time is up. */
import type { ApplyEvent } from '../../apply/apply-events.ts';
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { parseDurationMs } from '../../lib/duration.ts';
import { EnvironmentError, exitCodes } from '../../lib/errors.ts';
import { type ApplyParts, applyMigration } from '../../pipeline/apply-migration.ts';
import { openLoaded } from '../../pipeline/open-loaded.ts';
import type { RunView } from '../../pipeline/run-view.ts';
import { hasErrors, type Plan } from '../../plan/plan.ts';
import { lockMessage } from '../../report/json/events.ts';
import { applyReporter } from '../../report/text/apply-reporter.ts';
import { paintFor } from '../../report/text/paint.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { ProviderContext } from '../context.ts';
import { failureDiagnostic, pathOfFailure } from '../protocol/diagnostic.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import type { Value, ValueMap } from '../values/value.ts';
import { lockTimeoutMs } from './look.ts';
import { selectionOf } from './make-plan.ts';

interface RunOptions {
  /** What was asked for, whose attributes a failure may be about. */
  readonly config: ValueMap;
  readonly isInBackground: boolean;
  /** As the configuration has it. */
  readonly timeout: Value;
  /** Before each line that is told; Terraform names its actions by itself. */
  readonly prefix: string;
  /** Throws where a plan is not what may be done. */
  readonly guard: (plan: Plan) => void;
}

export interface RunEnd {
  /** `undefined` when all of it was done. */
  readonly failure?: readonly (AttributeDiagnostic | Diagnostic)[] | undefined;
  /** Terraform was interrupted, and with it the run. */
  readonly isInterrupted: boolean;
}

/** Before the lines of a resource, of which Terraform shows nothing. */
export const resourcePrefix = (name: string): string => `godwit_migration ${name}: `;

export async function applyWith(
  loaded: LoadedMigration,
  context: ProviderContext,
  { config, isInBackground, timeout, prefix, guard }: RunOptions,
): Promise<RunEnd> {
  const timeoutMs = typeof timeout === 'string' ? parseDurationMs(timeout) : undefined;
  const timeUp = new AbortController();
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => timeUp.abort(), Math.min(timeoutMs, maxTimerMs));
  const run = { ...context, signal: AbortSignal.any([context.signal, timeUp.signal]) };
  const view = new LineView((line) => context.tell(`${prefix}${line}`), guard, config);
  const end = (failure: RunEnd['failure']): RunEnd => {
    const isInterrupted = context.signal.aborted;
    const isLate = !isInterrupted && timeUp.signal.aborted;
    return {
      failure: failure && isLate ? [failureDiagnostic(late(loaded.name, String(timeout)))] : failure,
      isInterrupted,
    };
  };
  try {
    await using migration = await openLoaded(loaded, run, { lockTimeoutMs }, loaded.isGivenUp !== true);
    const parts: ApplyParts = {
      context: run,
      lockTimeoutMs: parseDurationMs(context.env['GODWIT_LOCK_TIMEOUT'] ?? '') ?? lockTimeoutMs,
      view,
      // Terraform has asked already.
      approval: { by: 'flag' },
      consent: { ask: async () => {}, demandName: async (plan) => guard(plan) },
      isInBackground,
      selection: selectionOf(loaded, run),
    };
    const { exitCode } = await applyMigration(migration, parts);
    return end(exitCode === exitCodes.ok ? undefined : view.failures);
  } catch (error) {
    return end([failureOf(error, config)]);
  } finally {
    clearTimeout(timer);
    view.close();
  }
}

/** What a timer of Node can count to. */
const maxTimerMs = 2 ** 31 - 1;

const failureOf = (error: unknown, config: ValueMap): AttributeDiagnostic =>
  failureDiagnostic(error, pathOfFailure(error, config));

const late = (name: string, timeout: string) =>
  new EnvironmentError('GW777', {
    summary: `${name} did not come to its phase within ${timeout}`,
    detail: 'What was begun is kept, and a sync goes on by itself',
    hint: 'Apply again to take it up, or allow more time',
  });

/** What happens, as lines; what went wrong, as findings. */
class LineView implements RunView {
  readonly #tell: (line: string) => void;
  readonly #guard: (plan: Plan) => void;
  readonly #config: ValueMap;
  readonly #showEvent: (event: ApplyEvent) => void;
  #plan: Plan | undefined;
  #error: unknown;
  #isClosed = false;

  constructor(tell: (line: string) => void, guard: (plan: Plan) => void, config: ValueMap) {
    this.#tell = tell;
    this.#guard = guard;
    this.#config = config;
    const write = (text: string) => this.note(text);
    this.#showEvent = applyReporter({ write, paint: paintFor(false), isTerminal: false, columns: () => 200 });
  }

  /** What kept the run from its end. */
  get failures(): readonly (AttributeDiagnostic | Diagnostic)[] {
    if (this.#error !== undefined) return [failureOf(this.#error, this.#config)];
    return (this.#plan?.diagnostics ?? []).filter(({ severity }) => severity === 'error');
  }

  showPlan(plan: Plan): void {
    this.#plan = plan;
    if (!hasErrors(plan)) this.#guard(plan);
  }

  showChangedPlan(plan: Plan): void {
    this.showPlan(plan);
  }

  showContinuation(): void {}

  showAlreadyDone(): void {}

  /** A signal that comes later is for other runs. */
  close(): void {
    this.#isClosed = true;
  }

  note(text: string): void {
    if (this.#isClosed) return;
    for (const line of text.trimEnd().split('\n')) this.#tell(line);
  }

  waitingForLock(lock: Parameters<RunView['waitingForLock']>[0]): void {
    this.note(lockMessage(lock));
  }

  show(event: ApplyEvent): void {
    this.#showEvent(event);
  }

  showDelivery(): void {}

  showFailure(error: unknown): void {
    this.#error = error;
  }
}
