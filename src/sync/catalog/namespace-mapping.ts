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

  constructor(rules: readonly MappingRule[]) {
    const ofCollections = rules.filter(({ from }) => from.includes('.'));
    this.#collections = ofCollections.map(({ from, to }) => ({ from: parseNamespace(from), to: parseNamespace(to) }));
    this.#databases = new Map(rules.filter(({ from }) => !from.includes('.')).map(({ from, to }) => [from, to]));
  }

  toDestination(source: Namespace): Namespace {
    const { prefix, namespace } = withoutPrefix(source);
    const rule = this.#collections.find(({ from }) => isSameNamespace(from, namespace));
    const { db, coll } = rule?.to ?? { db: this.#databases.get(namespace.db) ?? namespace.db, coll: namespace.coll };
    return { db, coll: prefix + coll };
  }

  /** The namespace of the source that goes here, if any can. */
  toSource(destination: Namespace): Namespace | undefined {
    const { prefix, namespace } = withoutPrefix(destination);
    const rule = this.#collections.find(({ to }) => isSameNamespace(to, namespace));
    const databases = [...this.#databases].filter(([, to]) => to === namespace.db).map(([from]) => from);
    const candidates = [...databases, namespace.db].map((db) => ({ db, coll: namespace.coll }));
    const found = rule?.from ?? candidates.find((one) => isSameNamespace(this.toDestination(one), namespace));
    return found === undefined ? undefined : { db: found.db, coll: prefix + found.coll };
  }

  /** The destination's databases that something of this database of the source can go to. */
  destinationsOf(db: string): readonly string[] {
    const ofCollections = this.#collections.filter(({ from }) => from.db === db).map(({ to }) => to.db);
    return [...new Set([this.#databases.get(db) ?? db, ...ofCollections])];
  }
}

function withoutPrefix({ db, coll }: Namespace): { readonly prefix: string; readonly namespace: Namespace } {
  const prefix = coll.startsWith(bucketsPrefix) ? bucketsPrefix : '';
  return { prefix, namespace: { db, coll: coll.slice(prefix.length) } };
}
