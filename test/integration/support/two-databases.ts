import { afterEach, beforeEach, expect } from 'vitest';
import type { Db, Document } from '../../support/driver.ts';
import { openTestDatabases, type TestDatabases } from '../../support/servers/test-databases.ts';
import { compareClusters } from '../../support/verify/compare-clusters.ts';
import type { CompareOptions } from '../../support/verify/compare-databases.ts';

/** A database of the same name on both shared servers, new for each test of the suite that calls this. */
export function useTwoDatabases(): TwoDatabases {
  const two = new TwoDatabases();
  beforeEach(() => two.open());
  afterEach(() => two.close());
  return two;
}

/** Documents with these numbers as `_id`. */
export const ids = (count: number) => Array.from({ length: count }, (_, _id) => ({ _id }) as Document);

class TwoDatabases {
  name = '';
  #servers: TestDatabases | undefined;

  async open(): Promise<void> {
    this.#servers = await openTestDatabases();
    this.name = this.#servers.databaseName();
  }

  async close(): Promise<void> {
    await this.#servers![Symbol.asyncDispose]();
  }

  get uris(): readonly [source: string, destination: string] {
    return [this.#servers!.sourceUri, this.#servers!.destinationUri];
  }

  get source(): Db {
    return this.#servers!.source.db(this.name);
  }

  get destination(): Db {
    return this.#servers!.destination.db(this.name);
  }

  /** Does the same on both sides. */
  async both(action: (database: Db) => Promise<unknown>): Promise<void> {
    await Promise.all([action(this.source), action(this.destination)]);
  }

  /** `subject kind: what` of each difference. */
  async differences(options: CompareOptions = {}): Promise<string[]> {
    const { differences } = await compareClusters(...this.uris, { databases: [this.name], ...options });
    return differences.map(({ namespace, subject, kind, what }) => {
      expect(namespace.startsWith(`${this.name}.`)).toBe(true);
      return `${subject} ${kind}: ${what}`;
    });
  }
}
