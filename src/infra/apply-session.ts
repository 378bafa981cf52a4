import { type Deferred, deferred } from '../lib/deferred.ts';
import type { ResourceChange } from './terraform/plan-json.ts';
import type { Terraform } from './terraform/terraform.ts';

interface Waiting extends Deferred<void> {
  readonly note: (text: string) => void;
}

/**
 * One run of `terraform apply`, watched by as many as have a resource in it. Whoever waits for a resource is told when it is
 * done, or gets the run's failure once Terraform has come to its end and given up its lock.
 */
export class ApplySession {
  readonly #run: Promise<void>;
  readonly #done = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();

  constructor(terraform: Terraform, signal: AbortSignal) {
    this.#run = terraform.apply({
      signal,
      onEvent: (event) => {
        if (event.type === 'completed') this.#complete(keyOf(event.address, event.action === 'delete'));
        if (event.type === 'progress') this.#progress(event.address, event.elapsedSeconds);
      },
    });
    this.#run.catch(() => {});
  }

  /** A resource that is replaced is removed first, which is not the end of it. */
  async finished({ address, action }: Pick<ResourceChange, 'address' | 'action'>, note: (text: string) => void) {
    const key = keyOf(address, action === 'remove');
    if (this.#done.has(key)) return;
    const waiting = { ...deferred<void>(), note };
    this.#waiting.set(key, waiting);
    // A run that ends well has done it, even if it did not say so.
    await Promise.race([waiting.promise, this.#run]);
  }

  /** Waits for Terraform's end; throws what it failed with. */
  async finish(): Promise<void> {
    await this.#run;
  }

  #complete(key: string): void {
    this.#done.add(key);
    this.#waiting.get(key)?.resolve();
    this.#waiting.delete(key);
  }

  #progress(address: string, elapsedSeconds: number): void {
    const waiting = this.#waiting.get(keyOf(address, false)) ?? this.#waiting.get(keyOf(address, true));
    waiting?.note(`Terraform has been at it for ${elapsedSeconds} s`);
  }
}

const keyOf = (address: string, isRemoval: boolean) => `${isRemoval ? 'remove' : 'make'} ${address}`;
