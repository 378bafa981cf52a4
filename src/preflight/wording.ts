import type { NamespaceObservation } from '../observe/observation.ts';

const shown = 3;

/** `a, b and c`, or `a, b, c and 4 more`. */
export function listed(names: readonly string[]): string {
  if (names.length > shown + 1) return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The first lines of a list, and how many more there are. */
export function firstOf(lines: readonly string[], most: number): readonly string[] {
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more`] : lines;
}

/** `1 collection` or `3 collections`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : noun.endsWith('x') ? 'es' : 's'}`;
}

export function namespaceOf({ database, collection }: Pick<NamespaceObservation, 'database' | 'collection'>): string {
  return `${database}.${collection}`;
}

/** The way to a collection in mongosh, whatever its name. */
export function shellCollection({
  database,
  collection,
}: Pick<NamespaceObservation, 'database' | 'collection'>): string {
  return `db.getSiblingDB(${JSON.stringify(database)}).getCollection(${JSON.stringify(collection)})`;
}

/** A variable that somebody would keep the password of this user in. */
export function variableOf(user: string): string {
  return `${user.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}_PASSWORD`;
}

/** As in `6.0`. */
export function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

export function sumOf<T>(items: readonly T[], pick: (item: T) => number | undefined): number {
  return items.reduce((sum, item) => sum + (pick(item) ?? 0), 0);
}
