/**
 * Keeps indexes, options and views of the destination like those of the source, beside the stream: it compares the two
 * as they are now instead of replaying what happened, so it may run late, twice, or after a restart.
 */

import { Semaphore } from '../../lib/semaphore.ts';
import { UUID } from '../../mongo/driver.ts';
import { isOtherCollection } from '../../mongo/failures.ts';
import { isSameNamespace, type Namespace } from '../../mongo/namespace.ts';
import { type Constraint, constraintsOf } from '../indexes/constraints.ts';
import { giveWayTo } from '../indexes/give-way.ts';
import { type IndexSpec, isHashed, isInherent, whileSyncing } from '../indexes/index-spec.ts';
import { areSameIndexes, type FailedIndex, presentIndexes, reconcileIndexes } from '../indexes/reconcile-indexes.ts';
import type { SyncContext } from '../sync-context.ts';
import type { WriteFailure } from '../write-reply.ts';
import type { CollectionEntry } from './collection-entry.ts';
import { CollectionLookup } from './collection-lookup.ts';
import { leasedDestination, syncViews } from './destination-collections.ts';
import { FailedBuilds, type Retry } from './failed-builds.ts';
import { mapViewOptions } from './map-view.ts';
import { reconcileOptions } from './reconcile-options.ts';
import { type ListedCollection, listCollections, listIndexes } from './source-catalog.ts';

/** Index builds at once: each already uses several threads of the destination. */
const parallelBuilds = 4;
/** Of collections without documents, where there is nothing to build, only to write down. */
const parallelEmpty = 8;
/** Applications wait while a sync is committed: with thousands of collections one after the other would take long. */
const parallelLooks = 16;

export class CatalogSync {
  readonly #context: SyncContext;
  readonly #slots = new Semaphore(parallelBuilds);
  readonly #slotsOfEmpty = new Semaphore(parallelEmpty);
  readonly #looks = new Semaphore(parallelLooks);
  /** One refused document at a time finds out which index is in its way. */
  readonly #givingWay = new Semaphore(1);
  /** What runs for a key (a UUID or a database), and whether it has to run once more. */
  readonly #running = new Map<string, { done: Promise<void>; again: boolean }>();
  /** Taken by whoever gives names on the destination, or takes them; see `whileNamesRest`. */
  readonly #names = new Semaphore(1);
  /** Changes of a collection's options and indexes that are being made. */
  readonly #changing = new Map<string, Promise<void>>();
  readonly #failed: FailedBuilds;
  /** Collections whose indexes were brought up to date at least once. */
  readonly #finished = new Set<string>();
  /** Collections that were there before the run, whose indexes were brought up to date then and were not looked at since. */
  readonly #presumed = new Set<string>();
  /** Collections that get their indexes ahead of their documents. */
  readonly #ahead = new Set<string>();
  /** How often indexes of a collection gave way to documents. */
  readonly #gaveWay = new Map<string, number>();
  /** How many indexes each collection is to have. */
  readonly #wantedCounts = new Map<string, number>();
  readonly #constraints = new Map<string, readonly Constraint[]>();
  readonly #onError: (error: unknown) => void;
  readonly #atSource: CollectionLookup;
  readonly #atDestination: CollectionLookup;

  /**
   * @param onError gets what goes wrong beside the stream, to end the run
   * @param retryMs before an index that could not be built is tried again for the first time
   */
  constructor(context: SyncContext, onError: (error: unknown) => void, retryMs?: number) {
    this.#context = context;
    this.#onError = onError;
    this.#failed = new FailedBuilds((entry) => this.#tryAgain(entry), context.signal, retryMs);
    this.#atSource = new CollectionLookup(context.source.client);
    this.#atDestination = new CollectionLookup(context.destination.client);
  }

  /** Those of collections that are still there, with what becomes of them. */
  get failedIndexes(): readonly (FailedIndex & Retry)[] {
    return this.#failed.list((uuid) => this.#isKnown(uuid));
  }

  /** Indexes of the collections that were looked at, and how many of them are there. */
  get indexCounts(): { readonly built: number; readonly total: number } {
    let built = 0;
    let total = 0;
    for (const [uuid, count] of this.#wantedCounts) {
      if (!this.#isKnown(uuid)) continue;
      total += count;
      if (this.#isFinished(uuid)) built += count - this.#failed.ofCollection(uuid).length;
    }
    return { built, total };
  }

  get finishedCollections(): number {
    return this.#context.catalog.entries.filter(({ uuid }) => this.#isFinished(uuid)).length;
  }

  #isFinished(uuid: string): boolean {
    return this.#finished.has(uuid) || this.#presumed.has(uuid);
  }

  /** The collection is gone, and nothing is remembered of it: on some sources others come and go as long as a sync lasts. */
  forget(entry: CollectionEntry): void {
    this.#failed.set(entry, []);
    const known = [this.#finished, this.#presumed, this.#ahead, this.#gaveWay, this.#wantedCounts, this.#constraints];
    for (const each of known) each.delete(entry.uuid);
  }

  /** What of the source's options and indexes has to wait for the commit, as of the last look at them. */
  constraintsOf({ uuid }: CollectionEntry): readonly Constraint[] {
    return this.#constraints.get(uuid) ?? [];
  }

  /** Options or indexes of the collection changed, or all its documents are there and its indexes can be built. */
  optionsChanged(entry: CollectionEntry): void {
    this.#request(entry.uuid, async () => await this.#syncEntry(entry));
  }

  /** The collection was there before the run: what changed meanwhile is found, and nothing is built else. */
  wasThere(entry: CollectionEntry): void {
    this.#presumed.add(entry.uuid);
    this.optionsChanged(entry);
  }

  /** Builds the indexes of a collection whose documents are yet to come. */
  async buildAhead(entry: CollectionEntry): Promise<void> {
    this.#ahead.add(entry.uuid);
    this.optionsChanged(entry);
    await this.#running.get(entry.uuid)?.done;
  }

  /** All documents are there. */
  copied(entry: CollectionEntry): void {
    if (!this.#ahead.has(entry.uuid) || !this.#finished.has(entry.uuid)) this.optionsChanged(entry);
  }

  /** @param db of the source */
  viewsChanged(db: string): void {
    // By where they go: of two looks at once at databases that become one, the earlier would drop what the later has made.
    for (const target of this.#context.mapping.destinationsOf(db)) {
      const sync = async () => await this.#context.writer.during(async () => await this.#syncViewsIn(target));
      this.#request(`${target}.`, async () => await this.#slots.run(sync));
    }
  }

  /**
   * Carries out what gives a collection its name, up to where the catalogue knows of it. Views are made and dropped beside
   * the stream, and servers drop by name: without this one would drop the collection that came in the place of the view.
   */
  async whileNamesRest<T>(task: () => Promise<T>): Promise<T> {
    return await this.#names.run(task);
  }

  /** The collection on the source under the name that it has now. */
  async atSource({ uuid, source }: CollectionEntry): Promise<ListedCollection | undefined> {
    const named = await this.#atSource.find(source);
    if (named?.uuid === uuid) return named;
    const [listed] = await listCollections(this.#context.source.client, source.db, { 'info.uuid': new UUID(uuid) });
    return listed;
  }

  /**
   * Settles when nothing is changed about the collection any more, `undefined` when nothing is. While it is held nothing
   * new is begun, so that it can be renamed then; what waits for its turn waits on.
   */
  changeUnderWay(entry: CollectionEntry): Promise<void> | undefined {
    return this.#changing.get(entry.uuid);
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
    state.done = this.#repeat(key, state, task).catch(this.#onError);
  }

  async #repeat(key: string, state: { again: boolean }, task: () => Promise<void>): Promise<void> {
    try {
      do {
        state.again = false;
        if (!this.#context.signal.aborted) await task();
      } while (state.again && !this.#context.signal.aborted);
    } finally {
      // In the same breath as the last look: whoever asks behind it begins anew.
      this.#running.delete(key);
    }
  }

  async #syncEntry(entry: CollectionEntry): Promise<void> {
    const { destination } = entry;
    // Before it waits for its turn, so that many are listed together. What changes from here on asks once more.
    const [listed, present] = await Promise.all([this.atSource(entry), this.#atDestination.find(destination)]);
    this.#constraints.delete(entry.uuid);
    // What has no UUID is a view that bears the name for now.
    if (listed === undefined || present === undefined || present.uuid === '') return;
    try {
      const reconcile = async () =>
        await reconcileOptions(this.#context.destination.client, destination, present.options, listed.options);
      await this.#change(entry, destination, async () => await this.#context.writer.during(reconcile));
      await this.#reconcileIndexes(entry, listed, present);
    } catch (error) {
      // Dropped or renamed on either side meanwhile: the stream brings that, and asks again.
      if (!isOtherCollection(error)) throw error;
    }
  }

  /** While it goes on the collection keeps its name; nothing is done where it has another one by now, or is gone. */
  async #change<T>(entry: CollectionEntry, namespace: Namespace, change: () => Promise<T>): Promise<T | undefined> {
    const { signal } = this.#context;
    while (entry.isHeld) await entry.whenNotHeld();
    if (signal.aborted || entry.isGoneFromSource || !isSameNamespace(namespace, entry.destination)) return undefined;
    // From the last look until the change counts as under way nothing may wait.
    const changed = change();
    const settled = Promise.allSettled([this.#changing.get(entry.uuid), changed]).then(() => {
      if (this.#changing.get(entry.uuid) === settled) this.#changing.delete(entry.uuid);
    });
    this.#changing.set(entry.uuid, settled);
    return await changed;
  }

  async #reconcileIndexes(entry: CollectionEntry, listed: ListedCollection, present: ListedCollection): Promise<void> {
    const { source, settings } = this.#context;
    const namespace: Namespace = { db: present.db, coll: present.coll };
    const isNever = settings.buildIndexes === 'never';
    const isTime = entry.state === 'live' || this.#ahead.has(entry.uuid);
    if (!isTime && !isNever) return;
    const specs = isNever ? [] : await this.#looks.run(async () => await listIndexes(source.client, listed));
    this.#constraints.set(entry.uuid, constraintsOf(namespace, listed.options, specs));
    if (isNever) return;
    const wanted = this.wantedIndexes(specs);
    this.#wantedCounts.set(entry.uuid, wanted.length);
    if (this.#isFinished(entry.uuid) && (await this.#isAsWanted(namespace, wanted))) {
      this.#finished.add(entry.uuid);
      return this.#failed.set(entry, []);
    }
    this.#presumed.delete(entry.uuid);
    const slots = entry.state === 'live' ? this.#slots : this.#slotsOfEmpty;
    await slots.run(
      async () =>
        await this.#change(entry, namespace, async () => {
          const { failed } = await reconcileIndexes(leasedDestination(this.#context), present, wanted, entry);
          this.#failed.set(entry, failed);
          this.#finished.add(entry.uuid);
        }),
    );
  }

  /** A look that waits for no build of another collection. */
  async #isAsWanted(namespace: Namespace, wanted: readonly IndexSpec[]): Promise<boolean> {
    const { client } = this.#context.destination;
    const present = await this.#looks.run(async () => await presentIndexes(client, namespace));
    return areSameIndexes(present, wanted);
  }

  /** To be read before a write, for `giveWay`. */
  timesGivenWay({ uuid }: CollectionEntry): number {
    return this.#gaveWay.get(uuid) ?? 0;
  }

  /**
   * The destination refused a document for the sake of an index, perhaps one that the source has no longer: indexes come
   * beside the stream. What stands in the way is dropped; what the source still has of it counts as failed.
   * @param before `timesGivenWay` as of before the write
   * @returns whether there is any use in writing the document once more
   */
  async giveWay(entry: CollectionEntry, refusal: WriteFailure, before: number): Promise<boolean> {
    const { source, settings, writer } = this.#context;
    return await this.#givingWay.run(async () => {
      const times = this.timesGivenWay(entry);
      if (times !== before) return true;
      const listed = await this.atSource(entry);
      // Whoever reads the document again finds that out too.
      if (listed === undefined) return true;
      const wanted = this.wantedIndexes(await listIndexes(source.client, listed));
      const gone = await this.#change(entry, entry.destination, async () => {
        // What the commit has prepared for uniqueness would be taken for a wrong index.
        if (settings.buildIndexes === 'never' || this.#context.isCommitting) return { dropped: 0, failed: [] };
        const destination = leasedDestination(this.#context);
        return await writer.during(async () => await giveWayTo(destination, entry, wanted, refusal));
      });
      if (gone === undefined) return true;
      if (gone.dropped === 0) return false;
      this.#gaveWay.set(entry.uuid, times + 1);
      if (gone.failed.length > 0) this.#failed.set(entry, [...this.#failed.ofCollection(entry.uuid), ...gone.failed]);
      return true;
    });
  }

  /** The commit has looked for itself; behind that an index that it prepared would be taken for a wrong one. */
  #tryAgain(entry: CollectionEntry): 'tried' | 'notNow' {
    if (this.#context.isCommitting) return 'notNow';
    if (this.#isKnown(entry.uuid)) this.optionsChanged(entry);
    return 'tried';
  }

  /** Which of the source's indexes the destination has while syncing, and in which form. */
  wantedIndexes(specs: readonly IndexSpec[]): readonly IndexSpec[] {
    const excludesHashed = this.#context.settings.buildIndexes.startsWith('excludeHashed');
    return specs.filter((spec) => !isInherent(spec) && !(excludesHashed && isHashed(spec))).map(whileSyncing);
  }

  /** @param db of the destination */
  async #syncViewsIn(db: string): Promise<void> {
    const { source, catalog, filter, mapping } = this.#context;
    const wanted: ListedCollection[] = [];
    for (const origin of mapping.sourcesOf(db)) {
      for (const listed of await listCollections(source.client, origin, { type: 'view' })) {
        const namespace = mapping.toDestination(listed);
        if (namespace.db !== db || !(await filter.covers(listed))) continue;
        wanted.push({ ...listed, ...namespace, options: mapViewOptions(listed, listed.options, mapping) });
      }
    }
    const isOurs = async (namespace: Namespace) => await filter.coversAny(mapping.toSources(namespace));
    const unlessTaken = async (namespace: Namespace, change: () => Promise<unknown>) =>
      await this.whileNamesRest(async () => {
        if (catalog.holderAtDestination(namespace) === undefined) await change();
      });
    await syncViews(leasedDestination(this.#context), db, wanted, isOurs, unlessTaken);
  }
}
