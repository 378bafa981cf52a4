/** A database and a collection (or view) in it. */
export interface Namespace {
  readonly db: string;
  readonly coll: string;
}

/** `db.coll`; the collection part may hold further dots. */
export function formatNamespace({ db, coll }: Namespace): string {
  return `${db}.${coll}`;
}

export function parseNamespace(text: string): Namespace {
  const dot = text.indexOf('.');
  if (dot <= 0 || dot === text.length - 1) throw new RangeError(`"${text}" is no namespace (database.collection)`);
  return { db: text.slice(0, dot), coll: text.slice(dot + 1) };
}

export function isSameNamespace(a: Namespace, b: Namespace): boolean {
  return a.db === b.db && a.coll === b.coll;
}

/** Name prefix of the collection that holds a time-series collection's buckets. */
export const bucketsPrefix = 'system.buckets.';

/** The namespace, and for buckets that of their time series. */
export function knownBy({ db, coll }: Namespace): Namespace {
  return { db, coll: coll.startsWith(bucketsPrefix) ? coll.slice(bucketsPrefix.length) : coll };
}

/** The databases that every server has for itself. */
const systemDatabases: ReadonlySet<string> = new Set(['admin', 'local', 'config']);

/** godwit's own database, on the destination (and on the source while a reverse sync runs). */
export const metadataDatabase = '__godwit';

/** Of the mark by which a pull migration of Atlas is watched, on both sides. */
export const markDatabase = '__godwit_mark';

/** Databases that no migration moves: the server's own, godwit's, and those of MongoDB's sync tools. */
export function isInternalDatabase(db: string): boolean {
  return (
    systemDatabases.has(db) ||
    db === metadataDatabase ||
    db === markDatabase ||
    db.startsWith('__mdb_internal') ||
    db.startsWith('mongosync_reserved_for_') ||
    db === 'percona_clustersync_mongodb'
  );
}

/** Collections named `system.` that hold user data; the others belong to the server (views are listed apart). */
export function isInternalCollection(coll: string): boolean {
  return isServersName(coll) && !coll.startsWith(bucketsPrefix);
}

/** Names that servers give, those of buckets among them; users name their time series, and never these. */
export function isServersName(coll: string): boolean {
  return coll.startsWith('system.') && coll !== 'system.js';
}

/**
 * Names that servers give to a collection while `$out`, mapReduce, a rename from another database or `convertToCapped` fills
 * it; a rename to the name that was asked for ends that.
 */
export function isTemporary(coll: string): boolean {
  return (
    coll.startsWith('tmp') &&
    /^tmp(\.agg_out\.[\da-f-]+$|\.mr\.|\w{5}\.(renameCollection$|convertToCapped\.))/.test(coll)
  );
}
