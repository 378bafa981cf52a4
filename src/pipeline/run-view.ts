import type { ApplyEvent } from '../apply/apply-events.ts';
import type { LockInfo } from '../ledger/ledger-store.ts';
import type { DeliveryResult } from '../notify/notifier.ts';
import type { Plan } from '../plan/plan.ts';

/** Who is told what a run does, while it does it. */
export interface RunView {
  showPlan(plan: Plan): void;
  /** The plan after the lock was taken, when it is another than the one that was shown. */
  showChangedPlan(plan: Plan): void;
  /** What is left of a plan that an earlier run began. */
  showContinuation(plan: Plan): void;
  /** A plan that an earlier run carried out: applying it again is no mistake. */
  showAlreadyDone(plan: Plan): void;
  note(text: string): void;
  waitingForLock(lock: LockInfo): void;
  show(event: ApplyEvent): void;
  showDelivery(result: DeliveryResult): void;
  /** An error that ended the run; the result says the rest. */
  showFailure(error: unknown): void;
}

/** Who says yes to a plan. */
export interface Consent {
  /**
   * A yes to the whole plan.
   * @throws GodwitError where there is none
   */
  ask(plan: Plan): Promise<void>;
  /**
   * The name of the migration, where a step destroys something for good; nothing otherwise.
   * @throws GodwitError where it is not given
   */
  demandName(plan: Plan): Promise<void>;
}
