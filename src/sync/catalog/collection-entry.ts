import type { ExactDocument } from '../../mongo/bson/exact.ts';
import type { IdKey } from '../../mongo/bson/id-key.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import type { Document } from '../../mongo/driver.ts';
import { bucketsPrefix, type Namespace } from '../../mongo/namespace.ts';
import { parseQuery } from '../../mongo/query-text.ts';
import { RecentDeletes } from '../copy/recent-deletes.ts';
import { HeldEvents } from '../follow/held-events.ts';
import { isByIdAlone, type ShardKey } from '../sharding/shard-key.ts';

/**
 * - `pending`: will be copied; its events are dropped, since the copy reads at a later time than they.
 * - `copying`: the copy is under way; events are applied beside it.
 * - `live`: all documents are there; events keep them up to date.
 */
export type CopyState = 'pending' | 'copying' | 'live';

/** How documents of the collection have to be treated. */
export type CollectionKind = 'plain' | 'capped' | 'buckets';

/** What the copy of a collection came to. */
export interface CopiedAmount {
  readonly documents: number;
  /** Of their BSON. */
  readonly bytes: number;
}

/** What is remembered of an entry across restarts. */
export interface StoredEntry {
  readonly source: Namespace;
  readonly destination: Namespace;
  readonly kind: CollectionKind;
  readonly hasCollation: boolean;
  readonly state: CopyState;
  readonly overlapUntil: ClusterTime;
  /** A query in extended JSON: only documents that match are in scope. */
  readonly match: string | null;
  /** By what it is sharded on the destination; absent or null where it is not. */
  readonly shardKey?: ShardKey | null | undefined;
  /** Absent or null before the end of the copy, and where there was nothing to copy. */
  readonly copied?: CopiedAmount | null | undefined;
}

/** Of a stored entry what changes as its copy goes on; names and filters are none of its business. */
export interface EntryState {
  readonly uuid: string;
  readonly state: CopyState;
  readonly overlapUntil: ClusterTime;
  readonly copied: CopiedAmount | undefined;
}

/** As it is now. */
export function stateOf({ uuid, state, overlapUntil, copied }: CollectionEntry): EntryState {
  return { uuid, state, overlapUntil, copied };
}

/**
 * One collection in scope: known by its UUID on the source, because names change and come back, and by where its
 * documents go.
 */
export class CollectionEntry {
  readonly uuid: string;
  readonly kind: CollectionKind;
  /** A default collation that is not simple: strings that differ may be the same key. */
  readonly hasCollation: boolean;
  /** Only documents of the source that match are in scope; all of them when absent. */
  readonly match: Document | undefined;
  /** `match` as extended JSON, as it is stored. */
  readonly matchText: string | null;
  /** By what the collection is sharded on the destination. */
  shardKey: ShardKey | undefined;
  /** As of the change stream's position. */
  source: Namespace;
  destination: Namespace;
  state: CopyState;
  /**
   * Documents on the destination may hold changes up to this time already; until the stream has passed it, an update
   * must not be applied as a delta.
   */
  overlapUntil: ClusterTime;
  /** What its copy came to, as far as it is known. */
  copied: CopiedAmount | undefined;
  /** Changes of it were lost, and it is being compared: no document is a base for a delta until that is through. */
  isInDoubt = false;
  /** Events of a capped collection that came while it was copied. */
  readonly held = new HeldEvents();
  readonly recentDeletes = new RecentDeletes();
  readonly #insertsUnderWay = new Set<Promise<unknown>>();
  /** What was fetched from the source, by exact `_id`: see `FetchedTimes`. */
  readonly fetched = new FetchedTimes();
  /** About how large a document is; decides how many are fetched, or changed, at once. */
  documentBytes = 100_000;
  /** The time of the latest event that made or renamed it; 0 for what was there before, or was found by a look. */
  changedAt: ClusterTime = 0n;
  /** The collection is gone from the source, though the stream has not come to its drop. */
  isGoneFromSource = false;

  constructor(uuid: string, stored: StoredEntry) {
    this.uuid = uuid;
    this.kind = stored.kind;
    this.hasCollation = stored.hasCollation;
    this.matchText = stored.match;
    this.match = stored.match === null ? undefined : parseQuery(stored.match);
    this.shardKey = stored.shardKey ?? undefined;
    this.source = stored.source;
    this.destination = stored.destination;
    this.state = stored.state;
    this.overlapUntil = stored.overlapUntil;
    this.copied = stored.copied ?? undefined;
    if (this.copied !== undefined && this.copied.documents > 0) {
      this.documentBytes = this.copied.bytes / this.copied.documents;
    }
  }

  /** Takes the size of a document that the source has told into account. */
  sawDocument(bytes: number): void {
    this.documentBytes += (bytes - this.documentBytes) / 16;
  }

  #hold: Promise<void> | undefined;
  #release: (() => void) | undefined;

  /** The copier may not insert, since the collection is being renamed or dropped. */
  get isHeld(): boolean {
    return this.#hold !== undefined;
  }

  /** Resolves once it may, but somebody may hold it again by then. */
  async whenNotHeld(): Promise<void> {
    await this.#hold;
  }

  /** Keeps the copier from inserting, and waits for what it has sent. */
  async hold(): Promise<void> {
    this.#hold ??= new Promise((resolve) => {
      this.#release = resolve;
    });
    await this.insertsSettled();
  }

  release(): void {
    this.#hold = undefined;
    this.#release?.();
  }

  /** Counts an insert of the copier as under way until it is answered. */
  async whileInserting<T>(insert: Promise<T>): Promise<T> {
    this.#insertsUnderWay.add(insert);
    try {
      return await insert;
    } finally {
      this.#insertsUnderWay.delete(insert);
    }
  }

  async insertsSettled(): Promise<void> {
    await Promise.allSettled(this.#insertsUnderWay);
  }

  stored(): StoredEntry {
    const { source, destination, kind, hasCollation, state, overlapUntil, shardKey = null, copied = null } = this;
    return { source, destination, kind, hasCollation, state, overlapUntil, match: this.matchText, shardKey, copied };
  }

  /**
   * On the destination a document lies where its shard key says, which an `_id` alone does not tell: no server there
   * refuses a second one of the same `_id`, nor puts one in place of another whose key differs. Nor does an `_id` tell
   * that a default collation compares, as a mongos has it.
   */
  get isSpread(): boolean {
    return this.shardKey !== undefined && (this.hasCollation || !isByIdAlone(this.shardKey));
  }

  /** Fields of the document's own level that the shard key reaches into. */
  get shardKeyRoots(): ReadonlySet<string> {
    return new Set((this.shardKey ?? []).map(({ field }) => field.split('.', 1)[0]!));
  }

  extendOverlap(time: ClusterTime): void {
    this.overlapUntil = laterOf(this.overlapUntil, time);
  }
}

/** Which treatment the options of a collection ask for. */
export function kindOf(coll: string, options: ExactDocument): CollectionKind {
  if (coll.startsWith(bucketsPrefix)) return 'buckets';
  return options.get('capped') === true ? 'capped' : 'plain';
}

/**
 * For documents that were fetched from the source ahead of the stream: the times between which the fetched state was
 * read. Events up to the lower bound are contained in it; up to the upper bound they may be.
 */
class FetchedTimes {
  /** Of all collections together. */
  static readonly limit = 100_000;
  readonly #times = new Map<string, { lower: ClusterTime; upper: ClusterTime }>();
  /** By a key that equal `_id`s share, the latest upper bound. */
  readonly #ofEquals = new Map<IdKey, ClusterTime>();

  get size(): number {
    return this.#times.size;
  }

  /** Whether the document of an `_id` with this key, or of an equal one, may have been fetched. */
  mayHold(equalsKey: IdKey): boolean {
    return this.#ofEquals.has(equalsKey);
  }

  get(key: string): { readonly lower: ClusterTime; readonly upper: ClusterTime } | undefined {
    return this.#times.get(key);
  }

  /**
   * Whether an event is about an `_id` that may equal one of a document that was fetched later: what it does would be done
   * to that document, since queries go by value.
   */
  isBehindEqual(equalsKey: IdKey, time: ClusterTime): boolean {
    return time <= (this.#ofEquals.get(equalsKey) ?? -1n);
  }

  /** @param equalsKey the same for all `_id`s that a server may hold equal */
  set(key: string, equalsKey: IdKey, lower: ClusterTime, upper: ClusterTime): void {
    const latest = laterOf(this.#ofEquals.get(equalsKey) ?? 0n, upper);
    this.#ofEquals.delete(equalsKey);
    this.#ofEquals.set(equalsKey, latest);
    // Fetches of equal _ids may be under way at once; which of them was written last is not known.
    const before = this.#times.get(key)?.upper ?? 0n;
    this.#times.delete(key);
    this.#times.set(key, { lower, upper: laterOf(before, upper) });
  }

  /** Forgets what the stream has passed. Entries are in the order of their fetches, hence nearly of their times. */
  passed(time: ClusterTime): void {
    for (const [key, { upper }] of this.#times) {
      if (upper >= time) break;
      this.#times.delete(key);
    }
    for (const [key, upper] of this.#ofEquals) {
      if (upper >= time) break;
      this.#ofEquals.delete(key);
    }
  }

  /** Empties the map and returns the latest upper bound, for when it grew too large to keep. */
  surrender(): ClusterTime {
    let latest = 0n;
    for (const { upper } of this.#times.values()) latest = laterOf(latest, upper);
    this.#times.clear();
    this.#ofEquals.clear();
    return latest;
  }
}

/**
 * Lets the collection forget that remembers most, where all together remember too much: its documents are fetched once more
 * instead, up to the latest time.
 */
export function boundFetched(entries: readonly CollectionEntry[], limit: number = FetchedTimes.limit): void {
  let size = 0;
  let largest: CollectionEntry | undefined;
  for (const entry of entries) {
    size += entry.fetched.size;
    if (entry.fetched.size > (largest?.fetched.size ?? 0)) largest = entry;
  }
  if (size > limit) largest?.extendOverlap(largest.fetched.surrender());
}
