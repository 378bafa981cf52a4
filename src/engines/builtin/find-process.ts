/**
 * The process of a sync: whoever holds the lease on the destination, the one that we started, or one that an earlier run
 * started and did not live to use. An address alone proves nothing, since another program may listen there by now: the
 * process has to say that it is the one.
 */
import { EngineError } from '../../lib/errors.ts';
import type { LeaseHolder } from '../../sync/checkpoint/lease.ts';
import type { ApiAccess } from '../http/exchange-json.ts';
import { MongosyncApiClient } from '../mongosync/api-client.ts';
import type { LaunchedProcess } from './launch-process.ts';

/** A process that answered, and what it said. */
export interface EngineProcess {
  readonly client: MongosyncApiClient;
  /** For people. */
  readonly location: string;
  /** mongosync's progress document. */
  readonly progress: Readonly<Record<string, unknown>>;
}

export interface ProcessSearch {
  /** Where a process runs that we do not start ourselves. */
  readonly url: string | undefined;
  /** How we are let in there. */
  readonly access?: ApiAccess | undefined;
  /** Where one would listen that we started. */
  readonly port: number;
  /** The hosts of both clusters, by which an idle process is known to be ours. */
  readonly addresses: Readonly<Record<'cluster0' | 'cluster1', string>>;
}

interface Identity {
  readonly instance: string;
  readonly isIdle: boolean;
  readonly clusters: unknown;
}

const identityTimeoutMs = 5_000;
/** How long it is believed that the same process still listens at an address. */
const knownForMs = 5_000;

export class ProcessFinder {
  readonly #search: ProcessSearch;
  #launched: LaunchedProcess | undefined;
  #known: { readonly url: string; readonly instance: string; readonly at: number } | undefined;

  constructor(search: ProcessSearch) {
    this.#search = search;
  }

  /** Tells of a process that was started. */
  launched(process: LaunchedProcess): void {
    this.#launched = process;
  }

  /** @param holder of the lease, which may be long dead */
  async find(holder: LeaseHolder | undefined): Promise<EngineProcess | undefined> {
    const { url, port } = this.#search;
    if (url !== undefined) return await this.#askGiven(url, holder);
    const held = holder && (await this.#askIfIs(holder.url, ({ instance }) => instance === holder.instance, holder));
    if (held !== undefined) return held;
    const launched = this.#launched;
    if (launched !== undefined) {
      return await this.#askIfIs(launched.url, ({ instance }) => instance === launched.instance);
    }
    if (port === 0) return undefined;
    const isOurs = ({ isIdle, clusters }: Identity) => isIdle && sameAddresses(clusters, this.#search.addresses);
    return await this.#askIfIs(`http://127.0.0.1:${port}`, isOurs);
  }

  /** A process that somebody named is believed to be the right one, unless it works for another destination. */
  async #askGiven(url: string, holder: LeaseHolder | undefined): Promise<EngineProcess | undefined> {
    const found = await this.#askIfIs(url, () => true, holder);
    if (found === undefined) return undefined;
    const identity = this.#known?.instance;
    if (identity === undefined || identity === holder?.instance || isIdleState(found.progress['state'])) return found;
    throw new EngineError('GW915', {
      summary: `The sync engine at ${url} works for another destination`,
      detail: "The destination's metadata does not name it",
      hint: 'Give the address of the engine of this migration in engine.builtin.url',
    });
  }

  async #askIfIs(
    url: string,
    isIt: (identity: Identity) => boolean,
    holder?: LeaseHolder,
  ): Promise<EngineProcess | undefined> {
    // Nobody else gets the token.
    const client = new MongosyncApiClient(url, url === this.#search.url ? this.#search.access : undefined);
    try {
      if (!this.#isKnown(url, holder)) {
        const identity = await identityOf(client);
        if (!isIt(identity)) return undefined;
        this.#known = { url, instance: identity.instance, at: performance.now() };
      }
      const location = holder === undefined ? url : `pid ${holder.pid} on ${holder.host} (${url})`;
      return { client, location, progress: await client.progress() };
    } catch (error) {
      this.#known = undefined;
      // Nobody there, or something else that listens on the port by now.
      const isAbsent = error instanceof EngineError && (error.code === 'GW906' || error.code === 'GW908');
      if (isAbsent && (error.code === 'GW906' || this.#search.url === undefined)) return undefined;
      throw error;
    }
  }

  #isKnown(url: string, holder: LeaseHolder | undefined): boolean {
    const known = this.#known;
    if (known === undefined || known.url !== url || performance.now() - known.at > knownForMs) return false;
    return holder === undefined || known.instance === holder.instance;
  }
}

async function identityOf(client: MongosyncApiClient): Promise<Identity> {
  const answer = await client.send('GET', '/api/v1/godwit', undefined, AbortSignal.timeout(identityTimeoutMs));
  const { instance, state, clusters } = answer;
  return { instance: typeof instance === 'string' ? instance : '', isIdle: isIdleState(state), clusters };
}

function isIdleState(state: unknown): boolean {
  return state === 'IDLE' || state === 'INITIALIZING';
}

function sameAddresses(told: unknown, ours: ProcessSearch['addresses']): boolean {
  const { cluster0, cluster1 } = (told ?? {}) as Record<string, unknown>;
  return cluster0 === ours.cluster0 && cluster1 === ours.cluster1;
}
