import { type BlockedSide, GuardStore } from '../guardian/guard-document.ts';
import type { SourceBlock } from '../guardian/source-block.ts';
import { EnvironmentError, exitCodes, messageOf } from '../lib/errors.ts';
import type { MongoClient } from '../mongo/driver.ts';

const maxLeaseMs = 10_000;

/** How long a run may be silent during a cutover that has this time-out, before the guardian takes it back. */
export function guardLeaseMs(timeoutMs: number): number {
  return Math.min(maxLeaseMs, Math.max(1_000, Math.floor(timeoutMs / 3)));
}

export interface CutoverGuardOptions {
  /** Of the cluster that holds the metadata. */
  readonly client: () => MongoClient;
  readonly migration: string;
  readonly leaseMs: number;
  /** Who runs the cutover, for people. */
  readonly by: string;
  /** Told once, when the guardian has taken the cutover back, or may have. */
  readonly onLost: (error: EnvironmentError) => void;
}

/** The run's side of the guard: keeps it alive, and asks it before the switch. */
export class CutoverGuard {
  readonly #options: CutoverGuardOptions;
  #transaction: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hasEnded = false;
  /** In this process' clock, counted from before the request. */
  #validUntil = 0;

  constructor(options: CutoverGuardOptions) {
    this.#options = options;
  }

  /** Runs that only make the destination have none to guard on, and none to guard. */
  get #store(): GuardStore {
    return new GuardStore(this.#options.client());
  }

  /** Begins to guard: from here on silence of this run takes the cutover back. */
  async arm(transaction: string, side: BlockedSide): Promise<void> {
    const { migration, leaseMs, by } = this.#options;
    const askedAt = performance.now();
    await this.#store.arm(migration, transaction, side, by, leaseMs);
    this.#transaction = transaction;
    this.#validUntil = askedAt + leaseMs;
    this.#hasEnded = false;
    this.#timer = setInterval(() => void this.#beat(), leaseMs / 4).unref();
  }

  /** Writes down what is going to be blocked, right before that. @throws EnvironmentError GW848 when it must not be */
  async describe(block: SourceBlock): Promise<void> {
    if (this.#transaction === undefined) return;
    if (!(await this.#store.describe(this.#options.migration, this.#transaction, block))) throw await this.#takenBack();
    await this.verify();
  }

  /** @throws EnvironmentError GW848 when the guardian has taken the cutover back */
  async verify(): Promise<void> {
    const { migration, leaseMs } = this.#options;
    if (this.#transaction === undefined) return;
    const askedAt = performance.now();
    if (!(await this.#store.renew(migration, this.#transaction, leaseMs))) throw await this.#takenBack();
    this.#validUntil = askedAt + leaseMs;
  }

  /**
   * Decides between this run and the guardian.
   * @throws EnvironmentError GW848 when the guardian was first; anything else when it is not known
   */
  async beginSwitch(transaction: string): Promise<void> {
    this.end();
    if (await this.#store.beginSwitch(this.#options.migration, transaction)) return;
    const guard = await this.#store.read(this.#options.migration);
    // Without a guard nobody but us can have taken anything back.
    if (guard?.transaction === transaction) throw takenBack(guard.by);
  }

  /** What was written down as about to be blocked, by this run or an earlier one of the same cutover. */
  async described(): Promise<SourceBlock | undefined> {
    return (await this.#store.read(this.#options.migration))?.block;
  }

  async giveUp(): Promise<void> {
    this.end();
    await this.#store.cancel(this.#options.migration, this.#options.by);
  }

  end(): void {
    this.#hasEnded = true;
    clearInterval(this.#timer);
  }

  async #beat(): Promise<void> {
    try {
      await this.verify();
    } catch (error) {
      // One that was under way when the switch was asked for finds the guard no longer armed: the switch itself has decided.
      if (this.#hasEnded) return;
      if (error instanceof EnvironmentError) return this.#lose(error);
      if (performance.now() > this.#validUntil) this.#lose(unconfirmed(error));
    }
  }

  async #takenBack(): Promise<EnvironmentError> {
    return takenBack((await this.#store.read(this.#options.migration))?.by ?? 'somebody');
  }

  #lose(error: EnvironmentError): void {
    this.end();
    this.#options.onLost(error);
  }
}

export const guardLostCode = 'GW848';

function takenBack(by: string): EnvironmentError {
  return new EnvironmentError(guardLostCode, {
    summary: `The cutover was taken back by ${by}`,
    detail:
      'Nothing was switched; the guardian does so when a run is silent for too long, people with `godwit cutover --cancel`',
    hint: 'Run `godwit apply` again; if nobody cancelled it, see why this machine or its network stood still',
    exitCode: exitCodes.gateNotMet,
  });
}

function unconfirmed(cause: unknown): EnvironmentError {
  return new EnvironmentError(guardLostCode, {
    summary: 'The destination did not confirm for too long that the cutover is still ours',
    detail: messageOf(cause),
    hint: 'Run `godwit apply` again when the destination answers',
    exitCode: exitCodes.gateNotMet,
    cause,
  });
}
