/**
 * Tells people of a run, beside it: nothing that is done waits for a message, and a target that does not answer is tried
 * again a few times and then left. Only when everything else is over are the last messages waited for, for a short time.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { atMost } from '../lib/at-most.ts';
import { messageOf } from '../lib/errors.ts';
import type { Notification } from '../spec/blocks/governance.ts';
import { type DeliveryContext, deliver, targetName } from './deliver.ts';
import { fitToSend, type Notice } from './notice.ts';

/** How it went with one message to one target. */
export interface DeliveryResult {
  readonly event: string;
  readonly target: string;
  readonly isDelivered: boolean;
  readonly attempts: number;
  readonly reason?: string | undefined;
}

export interface NotifierOptions extends Omit<DeliveryContext, 'signal'> {
  readonly notifications: readonly Notification[];
  readonly onResult: (result: DeliveryResult) => void;
  /** Waits between attempts, in milliseconds. */
  readonly retryAfterMs?: readonly number[];
  /** How long the last messages are waited for at the end. */
  readonly patienceMs?: number;
}

const retries = [1_000, 4_000, 15_000];
const patience = 10_000;

export class Notifier implements AsyncDisposable {
  readonly #options: NotifierOptions;
  readonly #giveUp = new AbortController();
  /** Messages to one target keep their order. */
  readonly #queues = new Map<Notification, Promise<void>>();

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Returns at once. */
  notify(whole: Notice): void {
    const notice = fitToSend(whole, this.#options.secrets);
    for (const one of this.#options.notifications) {
      if (!one.on.includes(notice.event)) continue;
      const before = this.#queues.get(one) ?? Promise.resolve();
      this.#queues.set(
        one,
        before.then(async () => await this.#tell(one, notice)),
      );
    }
  }

  /** Waits a while for what is on its way, then gives it up. */
  async [Symbol.asyncDispose](): Promise<void> {
    const all = Promise.all(this.#queues.values());
    await atMost(this.#options.patienceMs ?? patience, all);
    this.#giveUp.abort(new Error('the run is over'));
    await all;
  }

  async #tell(notification: Notification, notice: Notice): Promise<void> {
    const waits = this.#options.retryAfterMs ?? retries;
    const { signal } = this.#giveUp;
    let reason: string | undefined = 'the run was over before it could be sent';
    let attempts = 0;
    for (const waitMs of [0, ...waits]) {
      if (waitMs > 0) await delay(waitMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) break;
      attempts += 1;
      const result = await this.#attempt(notification, notice, signal);
      reason = result.isSuccess ? undefined : result.words;
      if (result.isSuccess) break;
    }
    const target = targetName(notification.to);
    this.#options.onResult({ event: notice.event, target, isDelivered: reason === undefined, attempts, reason });
  }

  /** A secret that cannot be read is a failed delivery like any other. */
  async #attempt(notification: Notification, notice: Notice, signal: AbortSignal) {
    try {
      return await deliver(notification, notice, { ...this.#options, signal });
    } catch (error) {
      return { isSuccess: false, words: messageOf(error) };
    }
  }
}
