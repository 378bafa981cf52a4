import {
  bucketsPrefix,
  formatNamespace,
  isSameNamespace,
  type Namespace,
  parseNamespace,
} from '../../mongo/namespace.ts';

/** `database` or `database.collection` on the source, and the same kind of name on the destination. */
export interface MappingRule {
  readonly from: string;
  readonly to: string;
}

/**
 * Where namespaces of the source go. A rule for a collection comes before one for its database; what no rule names keeps
 * its name. Buckets go where their time-series collection goes.
 */
export class NamespaceMapping {
  readonly #collections: readonly { readonly from: Namespace; readonly to: Namespace }[];
  /** The same, by where they lead from and to: there may be thousands. */
  readonly #byFrom = new Map<string, Namespace>();
  readonly #byTo = new Map<string, Namespace[]>();
  readonly #databases: ReadonlyMap<string, string>;
  readonly #isTurned: boolean;

  /** @param isTurned source and destination have changed places since the rules were written */
  constructor(rules: readonly MappingRule[], isTurned = false) {
    const ofCollections = rules.filter(({ from }) => from.includes('.'));
    this.#collections = ofCollections.map(({ from, to }) => ({ from: parseNamespace(from), to: parseNamespace(to) }));
    this.#databases = new Map(rules.filter(({ from }) => !from.includes('.')).map(({ from, to }) => [from, to]));
    this.#isTurned = isTurned;
    for (const { from, to } of this.#collections) {
      const [fromName, toName] = [formatNamespace(from), formatNamespace(to)];
      if (!this.#byFrom.has(fromName)) this.#byFrom.set(fromName, to);
      this.#byTo.set(toName, [...(this.#byTo.get(toName) ?? []), from]);
    }
  }

  toDestination(source: Namespace): Namespace {
    return this.#isTurned ? (this.#before(source) ?? source) : this.#after(source);
  }

  /** The namespaces of the source that go here, if any can; several where databases become one. */
  toSources(destination: Namespace): readonly Namespace[] {
    if (!this.#isTurned) return this.#allBefore(destination);
    const source = this.#after(destination);
    return isSameNamespace(this.toDestination(source), destination) ? [source] : [];
  }

  /** Whether a sync back would know where this namespace of the source came from. */
  comesBack(source: Namespace): boolean {
    const home = this.#before(this.#after(source));
    return home !== undefined && isSameNamespace(home, source);
  }

  /** The destination's databases that something of this database of the source can go to. */
  destinationsOf(db: string): readonly string[] {
    return this.#isTurned ? this.#allDatabasesBefore(db) : this.#allDatabasesAfter(db);
  }

  /** The source's databases that something of this database of the destination can come from. */
  sourcesOf(db: string): readonly string[] {
    return this.#isTurned ? this.#allDatabasesAfter(db) : this.#allDatabasesBefore(db);
  }

  /** By the rules as they are written. */
  #after(from: Namespace): Namespace {
    const { prefix, namespace } = withoutPrefix(from);
    const { db, coll } = this.#byFrom.get(formatNamespace(namespace)) ?? {
      db: this.#databases.get(namespace.db) ?? namespace.db,
      coll: namespace.coll,
    };
    return { db, coll: prefix + coll };
  }

  #before(to: Namespace): Namespace | undefined {
    return this.#allBefore(to)[0];
  }

  /** Those of rules for collections first, then those of rules for databases. */
  #allBefore(to: Namespace): readonly Namespace[] {
    const { prefix, namespace } = withoutPrefix(to);
    const byRule = this.#byTo.get(formatNamespace(namespace)) ?? [];
    const byDatabase = this.#databasesBefore(namespace.db)
      .map((db) => ({ db, coll: namespace.coll }))
      .filter((one) => isSameNamespace(this.#after(one), namespace))
      .filter((one) => !byRule.some((other) => isSameNamespace(one, other)));
    return [...byRule, ...byDatabase].map(({ db, coll }) => ({ db, coll: prefix + coll }));
  }

  #databasesBefore(db: string): readonly string[] {
    const mapped = [...this.#databases].filter(([, to]) => to === db).map(([from]) => from);
    return [...new Set([...mapped, db])];
  }

  #allDatabasesBefore(db: string): readonly string[] {
    const ofCollections = this.#collections.filter(({ to }) => to.db === db).map(({ from }) => from.db);
    return [...new Set([...this.#databasesBefore(db), ...ofCollections])];
  }

  #allDatabasesAfter(db: string): readonly string[] {
    const ofCollections = this.#collections.filter(({ from }) => from.db === db).map(({ to }) => to.db);
    return [...new Set([this.#databases.get(db) ?? db, ...ofCollections])];
  }
}

function withoutPrefix({ db, coll }: Namespace): { readonly prefix: string; readonly namespace: Namespace } {
  const prefix = coll.startsWith(bucketsPrefix) ? bucketsPrefix : '';
  return { prefix, namespace: { db, coll: coll.slice(prefix.length) } };
}
