import { EngineError } from '../lib/errors.ts';
import { Semaphore } from '../lib/semaphore.ts';
import { allowedRequests, type EngineEvent, type EngineState, nextEngineState } from './engine-state.ts';
import type { SyncLog } from './sync-log.ts';

/**
 * The state of one engine, and who may change it when. Requests are carried out one after the other, each judged by the
 * state that the one before has left: between the look at the state and its change they wait for servers, and what two of
 * them had found possible at once need not be so one after the other. What comes from inside (a run that fails, a commit
 * that ends) waits for nobody.
 */
export class EngineLifecycle {
  readonly #log: SyncLog;
  readonly #turns = new Semaphore(1);
  #state: EngineState = 'INITIALIZING';
  #isEnding = false;

  constructor(log: SyncLog) {
    this.#log = log;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** The process is about to end: nothing is begun any more. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  async inTurn(request: () => Promise<void>): Promise<void> {
    await this.#turns.run(async () => {
      if (this.#isEnding) {
        throw new EngineError('GW903', {
          summary: 'Nothing is possible while the engine ends',
          hint: 'Ask the process that is started next: the sync goes on there',
        });
      }
      await request();
    });
  }

  /** Lets the request end that is under way, refuses those behind it, and does what is to be done last. */
  async end(last: () => Promise<void>): Promise<void> {
    this.#isEnding = true;
    await this.#turns.run(last);
  }

  allows(event: EngineEvent): boolean {
    return nextEngineState(this.#state, event) !== undefined;
  }

  /** @throws EngineError GW903 with what is possible instead */
  demand(event: EngineEvent): void {
    if (this.allows(event)) return;
    const allowed = allowedRequests(this.#state);
    throw new EngineError('GW903', {
      summary: `${event} is not possible in state ${this.#state}`,
      hint: allowed.length === 0 ? 'Wait for the state to change' : `Possible now: ${allowed.join(', ')}`,
      context: { state: this.#state, allowed },
    });
  }

  move(event: EngineEvent): void {
    this.demand(event);
    const from = this.#state;
    this.#state = nextEngineState(from, event)!;
    this.#log.info('State changed', { from, to: this.#state, by: event });
  }
}
