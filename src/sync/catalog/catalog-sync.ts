/**
 * Keeps indexes, options and views of the destination like those of the source, beside the stream: it compares the two
 * as they are now instead of replaying what happened, so it may run late, twice, or after a restart.
 */

import { Semaphore } from '../../lib/semaphore.ts';
import { UUID } from '../../mongo/driver.ts';
import { isNamespaceNotFound } from '../../mongo/failures.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { type IndexSpec, isHashed, isInherent, whileSyncing } from '../indexes/index-spec.ts';
import { type FailedIndex, reconcileIndexes } from '../indexes/reconcile-indexes.ts';
import type { SyncContext } from '../sync-context.ts';
import type { CollectionEntry } from './collection-entry.ts';
import { CollectionLookup } from './collection-lookup.ts';
import { syncViews } from './destination-collections.ts';
import { mapViewOptions } from './map-view.ts';
import { reconcileOptions } from './reconcile-options.ts';
import { type ListedCollection, listCollections, listIndexes } from './source-catalog.ts';

/** Index builds at once: each already uses several threads of the destination. */
const parallelBuilds = 4;
/** A build that fails may have read the whole collection. */
const firstRetryMs = 60_000;
const maxRetryMs = 3_600_000;

/** How often an index was tried, and when it will be again unless something asks for it before. */
interface Retry {
  readonly attempts: number;
  readonly retryAt: string;
}

interface FailedBuild extends Retry {
  readonly indexes: readonly FailedIndex[];
  timer: NodeJS.Timeout;
}

export class CatalogSync {
  readonly #context: SyncContext;
  readonly #slots = new Semaphore(parallelBuilds);
  /** What runs for a key (a UUID or a database), and whether it has to run once more. */
  readonly #running = new Map<string, { done: Promise<void>; again: boolean }>();
  readonly #failed = new Map<string, FailedBuild>();
  /** Collections whose indexes were brought up to date at least once. */
  readonly #finished = new Set<string>();
  /** How many indexes each collection is to have. */
  readonly #wantedCounts = new Map<string, number>();
  readonly #onError: (error: unknown) => void;
  readonly #atSource: CollectionLookup;
  readonly #atDestination: CollectionLookup;
  readonly #retryMs: number;

  /**
   * @param onError gets what goes wrong beside the stream, to end the run
   * @param retryMs before an index that could not be built is tried again for the first time
   */
  constructor(context: SyncContext, onError: (error: unknown) => void, retryMs = firstRetryMs) {
    this.#context = context;
    this.#onError = onError;
    this.#retryMs = retryMs;
    this.#atSource = new CollectionLookup(context.source.client);
    this.#atDestination = new CollectionLookup(context.destination.client);
    context.signal.addEventListener('abort', () => {
      for (const { timer } of this.#failed.values()) clearTimeout(timer);
    });
  }

  /** Those of collections that are still there, with what becomes of them. */
  get failedIndexes(): readonly (FailedIndex & Retry)[] {
    return [...this.#failed].flatMap(([uuid, { indexes, attempts, retryAt }]) =>
      this.#isKnown(uuid) ? indexes.map((index) => ({ ...index, attempts, retryAt })) : [],
    );
  }

  /** Indexes of the collections that were looked at, and how many of them are there. */
  get indexCounts(): { readonly built: number; readonly total: number } {
    let built = 0;
    let total = 0;
    for (const [uuid, count] of this.#wantedCounts) {
      if (!this.#isKnown(uuid)) continue;
      total += count;
      if (this.#finished.has(uuid)) built += count - (this.#failed.get(uuid)?.indexes.length ?? 0);
    }
    return { built, total };
  }

  get finishedCollections(): number {
    return this.#finished.size;
  }

  /** Options or indexes of the collection changed, or all its documents are there and its indexes can be built. */
  optionsChanged(entry: CollectionEntry): void {
    this.#request(entry.uuid, async () => await this.#syncEntry(entry));
  }

  viewsChanged(db: string): void {
    const sync = async () => await this.#context.writer.during(async () => await this.#syncViewsOf(db));
    this.#request(`${db}.`, async () => await this.#slots.run(sync));
  }

  /** The collection on the source under the name that it has now. */
  async atSource({ uuid, source }: CollectionEntry): Promise<ListedCollection | undefined> {
    const named = await this.#atSource.find(source);
    if (named?.uuid === uuid) return named;
    const [listed] = await listCollections(this.#context.source.client, source.db, { 'info.uuid': new UUID(uuid) });
    return listed;
  }

  /** Resolves when nothing runs for the collection: only then can it be renamed. */
  async whenIdle(entry: CollectionEntry): Promise<void> {
    await this.#running.get(entry.uuid)?.done;
  }

  /** Resolves when nothing runs any more. */
  async whenAllIdle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  #isKnown(uuid: string): boolean {
    return this.#context.catalog.byUuid(uuid) !== undefined;
  }

  #request(key: string, task: () => Promise<void>): void {
    const running = this.#running.get(key);
    if (running !== undefined) {
      running.again = true;
      return;
    }
    const state = { done: Promise.resolve(), again: false };
    this.#running.set(key, state);
    state.done = this.#repeat(state, task)
      .catch(this.#onError)
      .finally(() => this.#running.delete(key));
  }

  async #repeat(state: { again: boolean }, task: () => Promise<void>): Promise<void> {
    do {
      state.again = false;
      if (!this.#context.signal.aborted) await task();
    } while (state.again && !this.#context.signal.aborted);
  }

  async #syncEntry(entry: CollectionEntry): Promise<void> {
    // Before it waits for its turn, so that many are listed together. What changes from here on asks once more.
    const [listed, present] = await Promise.all([this.atSource(entry), this.#atDestination.find(entry.destination)]);
    await this.#slots.run(async () => {
      const isOver = this.#context.signal.aborted || entry.isGoneFromSource;
      if (listed !== undefined && present !== undefined && !isOver) await this.#reconcile(entry, listed, present);
    });
  }

  async #reconcile(entry: CollectionEntry, listed: ListedCollection, present: ListedCollection): Promise<void> {
    const { source, destination, settings, writer } = this.#context;
    try {
      await writer.during(
        async () => await reconcileOptions(destination.client, entry.destination, present.options, listed.options),
      );
      const isTime = entry.state === 'live' || settings.buildIndexes === 'beforeDataCopy';
      if (!isTime || settings.buildIndexes === 'never') return;
      const wanted = this.wantedIndexes(await listIndexes(source.client, listed));
      this.#wantedCounts.set(entry.uuid, wanted.length);
      const { failed } = await reconcileIndexes(destination.client, entry.destination, wanted, entry);
      this.#remember(entry, failed);
      this.#finished.add(entry.uuid);
    } catch (error) {
      // Dropped or renamed on either side meanwhile: the stream brings that, and asks again.
      if (!isNamespaceNotFound(error)) throw error;
    }
  }

  /** What stands in the way of an index may go by itself: it is tried again, ever more seldom. */
  #remember(entry: CollectionEntry, indexes: readonly FailedIndex[]): void {
    const before = this.#failed.get(entry.uuid);
    clearTimeout(before?.timer);
    if (indexes.length === 0) {
      this.#failed.delete(entry.uuid);
      return;
    }
    const attempts = (before?.attempts ?? 0) + 1;
    const afterMs = Math.min(maxRetryMs, this.#retryMs * 2 ** (attempts - 1));
    const timer = this.#tryLater(entry, afterMs);
    this.#failed.set(entry.uuid, { indexes, attempts, timer, retryAt: new Date(Date.now() + afterMs).toISOString() });
  }

  #tryLater(entry: CollectionEntry, afterMs: number): NodeJS.Timeout {
    return setTimeout(() => this.#tryAgain(entry), afterMs).unref();
  }

  /** The commit has looked for itself; behind that an index that it prepared would be taken for a wrong one. */
  #tryAgain(entry: CollectionEntry): void {
    const failed = this.#failed.get(entry.uuid);
    if (failed === undefined || !this.#isKnown(entry.uuid)) return;
    if (this.#context.isCommitting) failed.timer = this.#tryLater(entry, this.#retryMs);
    else this.optionsChanged(entry);
  }

  /** Which of the source's indexes the destination has while syncing, and in which form. */
  wantedIndexes(specs: readonly IndexSpec[]): readonly IndexSpec[] {
    const excludesHashed = this.#context.settings.buildIndexes.startsWith('excludeHashed');
    return specs.filter((spec) => !isInherent(spec) && !(excludesHashed && isHashed(spec))).map(whileSyncing);
  }

  async #syncViewsOf(db: string): Promise<void> {
    const { source, destination, filter, mapping } = this.#context;
    const views: ListedCollection[] = [];
    for (const listed of await listCollections(source.client, db, { type: 'view' })) {
      const options = mapViewOptions(listed, listed.options, mapping);
      if (await filter.covers(listed)) views.push({ ...listed, ...mapping.toDestination(listed), options });
    }
    const isOurs = async (namespace: Namespace) => {
      const origin = mapping.toSource(namespace);
      return origin?.db === db && (await filter.covers(origin));
    };
    for (const target of mapping.destinationsOf(db)) {
      const wanted = views.filter((view) => view.db === target);
      await syncViews(destination.client, target, wanted, isOurs);
    }
  }
}
