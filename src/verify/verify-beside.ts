/**
 * Verifies beside an engine that does not (correctness rule 27). The verifier is the same as that of the built-in engine;
 * what changes is told by a stream of its own, and how far the engine is by the engine.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { BsonValue } from '../mongo/bson/value.ts';
import { forEachDocument } from '../mongo/bson/walk.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import { isTransient } from '../mongo/failures.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { markSource } from '../sync/commit.ts';
import { parseChangeEvent } from '../sync/follow/change-event.ts';
import { ChangeStream } from '../sync/follow/change-stream.ts';
import { sourceTimeNow } from '../sync/source-time.ts';
import type {
  RunningVerification,
  VerifiableCollection,
  VerificationExtent,
  VerificationMismatch,
  VerificationStatus,
} from '../sync/verification-port.ts';
import { type ComparableCollections, collectionsApart, comparableCollections } from './comparable-collections.ts';
import { repairById } from './repair.ts';
import { verificationBeside } from './verification.ts';

const lookEveryMs = 50;
/** Catalogues are listed so often, since an engine may come to a new collection late. */
const listEveryMs = 1_000;
/** An idle source's stream moves by a mark, which is not to be written more often. */
const markEveryMs = 1_000;

/**
 * Under steady writes no engine proves how far it is. What the source's stream showed so long ago, and twice the lag that
 * the engine tells, it is taken to have applied: what is unequal three times behind that, without a change, is told as
 * unequal. Before a cutover the proof is asked for as well, by the step that waits for the mark.
 */
const graceMs = 2_000;

/** Of an hour at several a second, in which nobody asked. */
const maxSightings = 20_000;

export interface ToldByEngine {
  /** Proven. */
  readonly appliedTime: ClusterTime | undefined;
  readonly lagSeconds: number | undefined;
}

export interface BesideOptions {
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  readonly filter: NamespaceFilter;
  readonly extent: VerificationExtent;
  readonly parallelism?: number | undefined;
  /** What differs for certain is repaired. */
  readonly repairsMismatches?: boolean | undefined;
}

export class BesideVerification implements AsyncDisposable {
  readonly #options: BesideOptions;
  readonly #ended = new AbortController();
  #failure: { readonly cause: unknown } | undefined;
  readonly #verifier: RunningVerification;
  #stream: ChangeStream | undefined;
  #mayRepair = true;
  #repairing: Promise<void> = Promise.resolve();
  #applied: ClusterTime = 0n;
  #seen: ClusterTime = 0n;
  #collections: readonly VerifiableCollection[] = [];
  /** What an event says of its collection to the collection's id. */
  #ids: ReadonlyMap<string, string> = new Map();
  #apart: readonly VerificationMismatch[] = [];
  /** Ids of the collections that the destination lacked when it was last looked at. */
  #missed: ReadonlySet<string> = new Set();
  /** When one of them was found there: what had been compared by then did not hold it. */
  #lateAt: ClusterTime = 0n;
  /** When the stream showed what; the oldest that counts still is the first. */
  readonly #sightings: { readonly at: number; readonly time: ClusterTime }[] = [];
  /** Up to this time the catalogues were compared; nothing was before. */
  #listed: ClusterTime = 0n;

  private constructor(options: BesideOptions) {
    this.#options = options;
    const { source, destination, extent, parallelism, repairsMismatches = false } = options;
    const mayRepair = () => repairsMismatches && this.#mayRepair;
    this.#verifier = verificationBeside({ canCompareUuid: source.facts.canCompareUuid })({
      extent,
      parallelism,
      source: source.client,
      destination: destination.client,
      collections: () => this.#collections,
      isComplete: () => this.#listed > 0n,
      // Asked for together with the collections, it says up to when those are all that there are.
      appliedTime: () => (this.#listed < this.#appliedTime ? this.#listed : this.#appliedTime),
      whenApplied: async (time) => await this.#whenApplied(time),
      get repairsMismatches() {
        return mayRepair();
      },
      ...(repairsMismatches ? { repair: async (id, ids) => await this.#repair(id, ids) } : {}),
      signal: this.#ended.signal,
    });
  }

  /** Begins; what is compared first waits until the engine has come to where the stream begins. */
  static async start(options: BesideOptions): Promise<BesideVerification> {
    const one = new BesideVerification(options);
    const time = await sourceTimeNow(options.source.client);
    one.#seen = time;
    one.#stream = new ChangeStream(options.source, { token: undefined, time }, one.#ended.signal, () => {});
    for (const loop of [one.#follow(one.#stream), one.#list()]) one.#watch(loop);
    one.#watch(one.#verifier.failure);
    one.#watch(one.#whenApplied(time).then(() => one.#verifier.start()));
    return one;
  }

  /** How far the engine is, as it tells itself. */
  told({ appliedTime, lagSeconds }: ToldByEngine): void {
    const assumed = lagSeconds === undefined ? undefined : this.#seenBefore(graceMs + 2_000 * lagSeconds);
    for (const time of [appliedTime, assumed]) if (time !== undefined && time > this.#applied) this.#applied = time;
  }

  /** What is verified so far. @throws what made it impossible to go on */
  status(): VerificationStatus {
    if (this.#failure !== undefined) throw this.#failure.cause;
    const status = this.#verifier.status();
    const { watermark } = status;
    return {
      ...status,
      watermark: watermark !== undefined && watermark >= this.#lateAt ? watermark : undefined,
      mismatches: [...this.#apart, ...status.mismatches],
      mismatchCount: this.#apart.length + status.mismatchCount,
    };
  }

  hurry(): void {
    this.#verifier.hurry();
  }

  /** From here on differences are told and no more: applications may come to write to the destination. */
  async endRepairs(): Promise<void> {
    this.#mayRepair = false;
    await this.#repairing.catch(() => {});
  }

  /** Nobody but the engine writes to the destination, now and until the repairs are ended. */
  allowRepairs(): void {
    this.#mayRepair = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#stream?.close();
  }

  get #appliedTime(): ClusterTime {
    return this.#applied < this.#seen ? this.#applied : this.#seen;
  }

  #watch(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.#ended.signal.aborted) this.#failure ??= { cause: error };
    });
  }

  async #follow(stream: ChangeStream): Promise<void> {
    for (;;) {
      const { bytes, arrayStart } = await stream.next();
      forEachDocument(bytes, arrayStart, (start, end) => {
        const event = parseChangeEvent(bytes, start, end);
        const collection = event.kind === 'other' ? undefined : this.#ids.get(event.collectionKey);
        if (event.kind !== 'other' && collection !== undefined)
          this.#verifier.changed(collection, [event.id], event.time);
      });
      this.#seen = stream.position.time;
      this.#sightings.push({ at: performance.now(), time: this.#seen });
      if (this.#sightings.length > maxSightings) this.#sightings.shift();
    }
  }

  /** What the stream had shown so long ago. */
  #seenBefore(ms: number): ClusterTime | undefined {
    const limit = performance.now() - ms;
    const behind = this.#sightings.findLastIndex(({ at }) => at <= limit);
    if (behind === -1) return undefined;
    this.#sightings.splice(0, behind);
    return this.#sightings[0]!.time;
  }

  async #list(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      await bearing(async () => await this.#listOnce());
      await this.#pause(listEveryMs);
    }
  }

  /** What the source has at a time is on the destination when the engine has come to it. */
  async #listOnce(): Promise<void> {
    const { source, destination, filter } = this.#options;
    const there = await comparableCollections(source.client, filter);
    const time = await sourceTimeNow(source.client);
    await this.#whenApplied(time);
    const here = await comparableCollections(destination.client, filter);
    // What changed on the source meanwhile is told by a second look.
    const again = await comparableCollections(source.client, filter);
    if (!haveSameNames(there, again)) return;
    const isHere = ({ source: namespace }: VerifiableCollection) => here.has(formatNamespace(namespace));
    this.#collections = [...again.values()].filter(isHere);
    if (this.#collections.some(({ id }) => this.#missed.has(id))) this.#lateAt = time;
    this.#missed = new Set([...again.values()].filter((one) => !isHere(one)).map(({ id }) => id));
    this.#ids = new Map(
      this.#collections.flatMap(({ id, source: namespace }) => [
        [Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1'), id],
        [formatNamespace(namespace), id],
      ]),
    );
    this.#apart = collectionsApart(again, here);
    this.#listed = time;
  }

  async #whenApplied(time: ClusterTime): Promise<void> {
    for (let markedAt = Number.NEGATIVE_INFINITY; this.#appliedTime < time && !this.#ended.signal.aborted; ) {
      if (performance.now() - markedAt > markEveryMs) {
        await bearing(async () => await markSource(this.#options.source.client));
        markedAt = performance.now();
      }
      await this.#pause(lookEveryMs);
    }
  }

  /** The engine goes on writing. What it writes meanwhile is told by the stream, and compared behind this. */
  async #repair(collectionId: string, ids: readonly BsonValue[]): Promise<void> {
    const collection = this.#collections.find(({ id }) => id === collectionId);
    if (collection === undefined || !this.#mayRepair) return;
    const clients = { source: this.#options.source.client, destination: this.#options.destination.client };
    this.#repairing = bearing(async () => await repairById(clients, collection, ids));
    await this.#repairing;
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#ended.signal }).catch(() => {});
  }
}

/** A server that is away for a while is asked again. */
async function bearing<T>(asking: () => Promise<T>): Promise<T | undefined> {
  try {
    return await asking();
  } catch (error) {
    if (!isTransient(error)) throw error;
    return undefined;
  }
}

function haveSameNames(one: ComparableCollections, other: ComparableCollections): boolean {
  const isSame = (name: string) => one.get(name)?.id === other.get(name)?.id;
  return one.size === other.size && [...one.keys()].every(isSame);
}
