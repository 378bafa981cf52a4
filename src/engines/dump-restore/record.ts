/**
 * What is known of a copy beyond the life of the command that made it, on the destination. It beats while the copy runs;
 * the two programs die with that command, since everything between them passes through it.
 */
import { hostname } from 'node:os';
import type { Collection, MongoClient } from '../../mongo/driver.ts';
import { metadataDatabase } from '../../mongo/namespace.ts';

export type CopyPhase = 'copying' | 'buildingIndexes' | 'copied' | 'failed' | 'committed';

export interface CopyFigures {
  readonly copiedBytes?: number | undefined;
  readonly totalBytes?: number | undefined;
  readonly copiedDocuments?: number | undefined;
  readonly totalDocuments?: number | undefined;
  readonly warnings: readonly string[];
}

export interface CopyRecord extends CopyFigures {
  readonly phase: CopyPhase;
  readonly startedAt: Date;
  readonly holder: { readonly host: string; readonly pid: number };
  readonly failure?:
    | { readonly code: string; readonly message: string; readonly hint?: string | undefined }
    | undefined;
  /** Whether its command was alive within the last seconds, by the destination's clock. */
  readonly isFresh: boolean;
}

interface StoredRecord extends Omit<CopyRecord, 'isFresh'> {
  readonly _id: string;
  readonly beatAt: Date;
}

const id = 'run';
const freshForMs = 10_000;
const durably = { writeConcern: { w: 'majority' } } as const;

export class DumpRestoreRecord {
  readonly #records: Collection<StoredRecord>;

  constructor(client: MongoClient) {
    this.#records = client.db(metadataDatabase).collection<StoredRecord>('dumpRestore');
  }

  async read(): Promise<CopyRecord | undefined> {
    const isFresh = { $gt: [{ $add: ['$beatAt', freshForMs] }, '$$NOW'] };
    const [found] = await this.#records
      .aggregate<StoredRecord & { isFresh: boolean }>([{ $match: { _id: id } }, { $set: { isFresh } }])
      .toArray();
    return found;
  }

  /** A copy begins, of which nothing is on the destination yet. */
  async begin(figures: CopyFigures): Promise<void> {
    const holder = { host: hostname(), pid: process.pid };
    const record = { phase: 'copying', startedAt: new Date(), holder, ...figures };
    // Set in a pipeline, for the destination's own clock; whatever an earlier copy left is gone by that.
    await this.#records.updateOne(
      { _id: id },
      [{ $replaceWith: { $literal: { _id: id, ...record } } }, { $set: { beatAt: '$$NOW' } }],
      { upsert: true, ...durably },
    );
  }

  /** Says that the copy goes on, and how far it is. */
  async beat(phase: CopyPhase, figures: CopyFigures): Promise<void> {
    await this.#set({ phase, ...figures });
  }

  async end(phase: 'copied' | 'failed' | 'committed', failure?: CopyRecord['failure']): Promise<void> {
    await this.#set({ phase, failure: failure ?? null });
  }

  async remove(): Promise<void> {
    await this.#records.drop();
  }

  async #set(fields: Readonly<Record<string, unknown>>): Promise<void> {
    const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    await this.#records.updateOne({ _id: id }, [{ $set: { ...literal(known), beatAt: '$$NOW' } }], durably);
  }
}

function literal(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));
}
