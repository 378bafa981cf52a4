import type { MongoClient } from '../../mongo/driver.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { bucketsPrefix } from '../../mongo/namespace.ts';

/** A pattern in the sense of the server's `$regex`. */
export interface RegexPattern {
  readonly pattern: string;
  readonly options?: string | undefined;
}

/** One entry of mongosync's `includeNamespaces` or `excludeNamespaces`. */
export interface FilterEntry {
  readonly database?: string | undefined;
  readonly databaseRegex?: RegexPattern | undefined;
  readonly collections?: readonly string[] | undefined;
  readonly collectionsRegex?: RegexPattern | undefined;
}

export interface NamespaceFilterSpec {
  readonly include: readonly FilterEntry[];
  readonly exclude: readonly FilterEntry[];
}

/** Entries of one kind; those that only name something are found by it, since there may be thousands. */
class Entries {
  readonly #databases = new Set<string>();
  readonly #collections = new Map<string, Set<string>>();
  /** Those that have a pattern. */
  readonly patterns: readonly FilterEntry[];

  constructor(all: readonly FilterEntry[]) {
    const isNamed = ({ databaseRegex, collectionsRegex }: FilterEntry) =>
      databaseRegex === undefined && collectionsRegex === undefined;
    this.patterns = all.filter((entry) => !isNamed(entry));
    for (const { database, collections } of all.filter(isNamed)) {
      if (database === undefined) continue;
      if (collections === undefined) this.#databases.add(database);
      else {
        const named = this.#collections.get(database) ?? new Set();
        for (const name of collections) named.add(name);
        this.#collections.set(database, named);
      }
    }
  }

  name(db: string, coll: string): boolean {
    return this.#databases.has(db) || this.#collections.get(db)?.has(coll) === true;
  }

  nameDatabase(db: string): boolean {
    return this.#databases.has(db) || this.#collections.has(db);
  }

  nameWholeDatabase(db: string): boolean {
    return this.#databases.has(db);
  }
}

/** A source that makes collections all the time, as by `$out`, has new names as long as the sync lasts. */
const mostAnswers = 20_000;

/**
 * Decides which namespaces a sync covers: those that match an include entry (or all, where there is none) and no
 * exclude entry. Patterns mean what the server's `$regex` means, so the server is asked wherever its regular
 * expressions could differ from JavaScript's; answers are kept for a while.
 */
export class NamespaceFilter {
  readonly #spec: NamespaceFilterSpec;
  readonly #include: Entries;
  readonly #exclude: Entries;
  readonly #client: MongoClient;
  readonly #answers = new Map<string, boolean>();
  readonly #named: ((namespace: Namespace) => Namespace | undefined) | undefined;

  /** @param named by what name the entries know a namespace, where that is not its own; `undefined` by none */
  constructor(spec: NamespaceFilterSpec, client: MongoClient, named?: (namespace: Namespace) => Namespace | undefined) {
    this.#spec = spec;
    this.#include = new Entries(spec.include);
    this.#exclude = new Entries(spec.exclude);
    this.#client = client;
    this.#named = named;
  }

  get coversEverything(): boolean {
    return this.#spec.include.length === 0 && this.#spec.exclude.length === 0;
  }

  /** Has the server look at every pattern, whether or not a name is there to be matched. */
  async tryPatterns(): Promise<void> {
    for (const { databaseRegex, collectionsRegex } of [...this.#spec.include, ...this.#spec.exclude]) {
      for (const regex of [databaseRegex, collectionsRegex]) {
        if (regex !== undefined) await askServer(this.#client, regex.pattern, regex.options ?? '', 'name');
      }
    }
  }

  /** Whether the collection or view is covered; buckets count as their time-series collection. */
  async covers(namespace: Namespace): Promise<boolean> {
    const known = this.#named === undefined ? namespace : this.#named(namespace);
    if (known === undefined) return false;
    const { db, coll } = known;
    const name = coll.startsWith(bucketsPrefix) ? coll.slice(bucketsPrefix.length) : coll;
    const isIncluded = this.#spec.include.length === 0 || (await this.#anyMatches(this.#include, db, name));
    return isIncluded && !(await this.#anyMatches(this.#exclude, db, name));
  }

  async coversAny(namespaces: readonly Namespace[]): Promise<boolean> {
    for (const namespace of namespaces) if (await this.covers(namespace)) return true;
    return false;
  }

  /** Whether any collection of the database could be covered; spares listing databases that cannot. */
  async mayCoverDatabase(db: string): Promise<boolean> {
    if (this.#named !== undefined) return true;
    if (this.#exclude.nameWholeDatabase(db)) return false;
    for (const entry of this.#exclude.patterns) {
      const isWhole = entry.collections === undefined && entry.collectionsRegex === undefined;
      if (isWhole && (await this.#matchesDatabase(entry, db))) return false;
    }
    if (this.#spec.include.length === 0 || this.#include.nameDatabase(db)) return true;
    for (const entry of this.#include.patterns) if (await this.#matchesDatabase(entry, db)) return true;
    return false;
  }

  async #anyMatches(entries: Entries, db: string, coll: string): Promise<boolean> {
    if (entries.name(db, coll)) return true;
    for (const entry of entries.patterns) {
      if ((await this.#matchesDatabase(entry, db)) && (await this.#matchesCollection(entry, coll))) return true;
    }
    return false;
  }

  async #matchesDatabase(entry: FilterEntry, db: string): Promise<boolean> {
    if (entry.databaseRegex !== undefined) return await this.#matches(entry.databaseRegex, db);
    return entry.database === db;
  }

  async #matchesCollection(entry: FilterEntry, coll: string): Promise<boolean> {
    if (entry.collections !== undefined) return entry.collections.includes(coll);
    if (entry.collectionsRegex !== undefined) return await this.#matches(entry.collectionsRegex, coll);
    return true;
  }

  async #matches({ pattern, options = '' }: RegexPattern, text: string): Promise<boolean> {
    const key = JSON.stringify([pattern, options, text]);
    let answer = this.#answers.get(key);
    if (answer === undefined) {
      answer = meansTheSameEverywhere(pattern, options, text)
        ? new RegExp(pattern, options).test(text)
        : await askServer(this.#client, pattern, options, text);
      if (this.#answers.size >= mostAnswers) this.#answers.clear();
      this.#answers.set(key, answer);
    }
    return answer;
  }
}

/** Plain ASCII patterns without escapes, groups that say more than `(`, or POSIX classes are alike in PCRE. */
function meansTheSameEverywhere(pattern: string, options: string, text: string): boolean {
  const isPlain = /^[\w\-./:$^|()*+?[\] ]*$/.test(pattern) && !/\(\?|\(\*|\[\[|[*+?]\+|\[\]|\[\^\]/.test(pattern);
  return isPlain && (options === '' || options === 'i') && /^[\x20-\x7e]*$/.test(text);
}

/** `listDatabases` with an expression works on every version and needs no collection to run on. */
async function askServer(client: MongoClient, pattern: string, options: string, text: string): Promise<boolean> {
  const expression = { $regexMatch: { input: { $literal: text }, regex: { $literal: pattern }, options } };
  const { databases } = await client.db('admin').command({
    listDatabases: 1,
    nameOnly: true,
    filter: { name: 'admin', $expr: expression },
  });
  return databases.length > 0;
}
