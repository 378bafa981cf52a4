import { bucketsPrefix, isSameNamespace, type Namespace, parseNamespace } from '../../mongo/namespace.ts';

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
  readonly #databases: ReadonlyMap<string, string>;
  readonly #isTurned: boolean;

  /** @param isTurned source and destination have changed places since the rules were written */
  constructor(rules: readonly MappingRule[], isTurned = false) {
    const ofCollections = rules.filter(({ from }) => from.includes('.'));
    this.#collections = ofCollections.map(({ from, to }) => ({ from: parseNamespace(from), to: parseNamespace(to) }));
    this.#databases = new Map(rules.filter(({ from }) => !from.includes('.')).map(({ from, to }) => [from, to]));
    this.#isTurned = isTurned;
  }

  toDestination(source: Namespace): Namespace {
    return this.#isTurned ? (this.#before(source) ?? source) : this.#after(source);
  }

  /** The namespace of the source that goes here, if any can. */
  toSource(destination: Namespace): Namespace | undefined {
    if (!this.#isTurned) return this.#before(destination);
    const source = this.#after(destination);
    return isSameNamespace(this.toDestination(source), destination) ? source : undefined;
  }

  /** The destination's databases that something of this database of the source can go to. */
  destinationsOf(db: string): readonly string[] {
    if (this.#isTurned) {
      const ofCollections = this.#collections.filter(({ to }) => to.db === db).map(({ from }) => from.db);
      return [...new Set([...this.#databasesBefore(db), ...ofCollections])];
    }
    const ofCollections = this.#collections.filter(({ from }) => from.db === db).map(({ to }) => to.db);
    return [...new Set([this.#databases.get(db) ?? db, ...ofCollections])];
  }

  /** By the rules as they are written. */
  #after(from: Namespace): Namespace {
    const { prefix, namespace } = withoutPrefix(from);
    const rule = this.#collections.find((one) => isSameNamespace(one.from, namespace));
    const { db, coll } = rule?.to ?? { db: this.#databases.get(namespace.db) ?? namespace.db, coll: namespace.coll };
    return { db, coll: prefix + coll };
  }

  #before(to: Namespace): Namespace | undefined {
    const { prefix, namespace } = withoutPrefix(to);
    const rule = this.#collections.find((one) => isSameNamespace(one.to, namespace));
    const candidates = this.#databasesBefore(namespace.db).map((db) => ({ db, coll: namespace.coll }));
    const found = rule?.from ?? candidates.find((one) => isSameNamespace(this.#after(one), namespace));
    return found === undefined ? undefined : { db: found.db, coll: prefix + found.coll };
  }

  #databasesBefore(db: string): readonly string[] {
    const mapped = [...this.#databases].filter(([, to]) => to === db).map(([from]) => from);
    return [...mapped, db];
  }
}

function withoutPrefix({ db, coll }: Namespace): { readonly prefix: string; readonly namespace: Namespace } {
  const prefix = coll.startsWith(bucketsPrefix) ? bucketsPrefix : '';
  return { prefix, namespace: { db, coll: coll.slice(prefix.length) } };
}
