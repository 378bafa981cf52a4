/** Collection by collection through archives in a directory, so that an interrupted copy goes on where it was. */
import { mkdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { MongoClient } from '../../mongo/driver.ts';
import { formatNamespace, type Namespace, parseNamespace } from '../../mongo/namespace.ts';
import type { ListedCollection } from '../../sync/catalog/source-catalog.ts';
import type { SyncCluster } from '../../sync/sync-context.ts';
import { type KeptCollection, type KeptCollections, keyOf, timeBefore } from './kept-collections.ts';
import { PipedCopy } from './piped-tools.ts';
import { nothingSaid, type RestoreWords, together } from './progress.ts';
import { collectionDumpArguments, collectionRestoreArguments, type ToolSituation } from './tool-arguments.ts';
import type { ToolName } from './tool-process.ts';

export interface DirectoryCopyOptions {
  readonly directory: string;
  readonly situation: ToolSituation;
  readonly mongodump: string;
  readonly mongorestore: string;
  /** For the dump and for the restore. */
  readonly configFiles: readonly [string, string];
  readonly source: SyncCluster;
  readonly destinationClient: MongoClient;
  /** With documents of their own; buckets apart. */
  readonly collections: readonly ListedCollection[];
  readonly kept: KeptCollections;
  readonly signal: AbortSignal;
  readonly onLine: (tool: ToolName, line: string) => void;
}

export class DirectoryCopy {
  readonly #options: DirectoryCopyOptions;
  readonly #running = new Set<PipedCopy>();
  #ended: RestoreWords = nothingSaid;
  #passedBytes = 0;
  #keptCount = 0;

  constructor(options: DirectoryCopyOptions) {
    this.#options = options;
  }

  get passedBytes(): number {
    return [...this.#running].reduce((sum, { passedBytes }) => sum + passedBytes, this.#passedBytes);
  }

  /** Indexes are built behind each collection. */
  readonly hasPassed = false;

  get words(): RestoreWords {
    return [...this.#running].reduce((all, { words }) => together(all, words), this.#ended);
  }

  /** Collections that an earlier attempt had come to the end with. */
  get keptCount(): number {
    return this.#keptCount;
  }

  /** @throws EngineError GW945 for the first collection that fails; those that are under way are ended */
  async run(): Promise<RestoreWords> {
    const { directory, situation, collections, kept, source, signal } = this.#options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const unchanged = situation.startsOver ? await kept.unchanged(source, collections, signal) : new Map();
    const queue = situation.scope.namespaces.map(parseNamespace).values();
    const failed = new AbortController();
    const stop = AbortSignal.any([signal, failed.signal]);
    const work = async () => {
      for (const namespace of queue) {
        stop.throwIfAborted();
        await this.#one(namespace, unchanged.get(formatNamespace(namespace)), stop);
      }
    };
    const workers = Array.from({ length: situation.options.parallelism }, async () => {
      try {
        await work();
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    });
    const results = await Promise.allSettled(workers);
    signal.throwIfAborted();
    if (failed.signal.aborted) throw failed.signal.reason;
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return this.#ended;
  }

  async #one(namespace: Namespace, mark: KeptCollection | undefined, signal: AbortSignal): Promise<void> {
    const { directory, situation, configFiles, kept, collections, onLine, mongodump, mongorestore } = this.#options;
    const name = formatNamespace(namespace);
    if (mark?.isRestored === true && (await this.#isStillThere(namespace, mark))) {
      this.#keptCount += 1;
      this.#take({ ...nothingSaid, documents: mark.documents, summary: { restored: mark.documents, failed: 0 } });
      return;
    }
    const file = join(directory, fileName(namespace));
    const isDumped = mark !== undefined && mark.host === hostname() && mark.file === file && (await isThere(file));
    const since = isDumped ? mark.since : await timeBefore(this.#options.source);
    const { uuid } = collections.find(({ db, coll }) => db === namespace.db && coll === namespace.coll) ?? { uuid: '' };
    const remember = async (isRestored: boolean, documents: number) => {
      if (since === undefined || uuid === '') return;
      await kept.write({ namespace: name, uuid, since, file, host: hostname(), isRestored, documents });
    };
    const copy = new PipedCopy({
      dump: [mongodump, ...collectionDumpArguments(situation, namespace, configFiles[0])],
      restore: [mongorestore, ...collectionRestoreArguments(situation, namespace, configFiles[1])],
      archive: file,
      isDumped,
      onDumped: async () => await remember(false, 0),
      signal,
      onLine,
    });
    this.#running.add(copy);
    try {
      const words = await copy.run();
      await remember(true, words.summary?.restored ?? 0);
    } finally {
      this.#running.delete(copy);
      this.#passedBytes += copy.passedBytes;
      this.#take(copy.words);
    }
  }

  /** What is no longer as it was restored is restored once more, from its archive. */
  async #isStillThere({ db, coll }: Namespace, { documents }: KeptCollection): Promise<boolean> {
    const database = this.#options.destinationClient.db(db);
    const isListed = await database.listCollections({ name: coll }, { nameOnly: true }).hasNext();
    return isListed && (await database.collection(coll).estimatedDocumentCount()) === documents;
  }

  #take(words: RestoreWords): void {
    this.#ended = together(this.#ended, words);
  }
}

/** Readable where names allow it, and never the same for two. */
function fileName(namespace: Namespace): string {
  const name = formatNamespace(namespace);
  return `${name.replaceAll(/[^\w.-]/g, '_').slice(0, 120)}.${keyOf(name).slice(0, 8)}.archive`;
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    ({ size }) => size > 0,
    () => false,
  );
}
