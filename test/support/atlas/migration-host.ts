/**
 * The agent on a migration host with the mongosync that it runs, as far as Atlas' contract tells: it copies and follows for
 * real, keeps others from writing to the destination meanwhile, and lifts every block when it has ended.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type ChangeStream, type Document, MongoClient } from '../driver.ts';
import type { Json, MigrationHost } from './projects.ts';

const internal = new Set(['admin', 'local', 'config', '__godwit']);

export class CopyingHost implements MigrationHost, AsyncDisposable {
  /** What the next validation says. */
  objection: string | undefined;
  readonly requests: Json[] = [];
  readonly #source: MongoClient;
  readonly #destination: MongoClient;
  readonly #ended = new AbortController();
  readonly #running: Promise<void>[] = [];
  #isCuttingOver = false;

  constructor(sourceUri: string, destinationUri: string) {
    this.#source = new MongoClient(sourceUri, { appName: 'godwit tests' });
    this.#destination = new MongoClient(destinationUri);
  }

  validate(): string | undefined {
    return this.objection;
  }

  start(job: Json, request: Json): void {
    this.requests.push(request);
    this.#isCuttingOver = false;
    this.#running.push(
      this.#migrate(job).catch((error: unknown) => {
        if (!this.#ended.signal.aborted) Object.assign(job, { status: 'FAILED', reason: String(error) });
      }),
    );
  }

  cutOver(): void {
    this.#isCuttingOver = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await Promise.all(this.#running);
    await Promise.all([this.#source.close(), this.#destination.close()]);
  }

  async #migrate(job: Json): Promise<void> {
    job['status'] = 'WORKING';
    await setBlock(this.#destination, true);
    const stream = this.#source.watch([], { fullDocument: 'updateLookup', maxAwaitTimeMS: 50 });
    try {
      await stream.tryNext();
      await this.#copy();
      for (;;) {
        // Whoever cuts over has stopped the writes: what comes then is the rest.
        const isLast = this.#isCuttingOver;
        await this.#follow(stream);
        if (isLast) break;
        Object.assign(job, { lagTimeSeconds: 0, readyForCutover: true });
        this.#ended.signal.throwIfAborted();
        await delay(20);
      }
    } finally {
      await stream.close();
      // Somebody who has set the end of the job has ended it: an expired one stops, and nothing else.
      await Promise.all([setBlock(this.#destination, false), setBlock(this.#source, false)]);
    }
    delete job['lagTimeSeconds'];
    if (job['status'] === 'WORKING') Object.assign(job, { status: 'COMPLETE', readyForCutover: false });
  }

  async #copy(): Promise<void> {
    const { databases } = await this.#source.db('admin').command({ listDatabases: 1, nameOnly: true });
    for (const { name } of databases as { name: string }[]) {
      if (internal.has(name)) continue;
      for (const { name: collection } of await this.#source.db(name).listCollections().toArray()) {
        const documents = await this.#source.db(name).collection(collection).find().toArray();
        if (documents.length > 0) await this.#destination.db(name).collection(collection).insertMany(documents);
      }
    }
  }

  async #follow(stream: ChangeStream): Promise<void> {
    for (let event = await stream.tryNext(); event !== null; event = await stream.tryNext()) {
      const { ns, documentKey, fullDocument } = event as Document;
      if (ns === undefined || documentKey === undefined || internal.has(ns.db)) continue;
      const target = this.#destination.db(ns.db).collection(ns.coll);
      if (fullDocument == null) await target.deleteOne(documentKey);
      else await target.replaceOne(documentKey, fullDocument, { upsert: true });
    }
  }
}

async function setBlock(client: MongoClient, isBlocked: boolean): Promise<void> {
  await client.db('admin').command({ setUserWriteBlockMode: 1, global: isBlocked });
}
