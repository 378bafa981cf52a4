import { childPointer, pointerSegments } from '../pointer.ts';

/** A stretch of the file's text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Place {
  readonly span: Span;
  /** The key that this value belongs to; absent in lists and at the root. */
  readonly keySpan?: Span | undefined;
}

export interface LocatedScalar extends Place {
  readonly kind: 'scalar';
  readonly data: string | number | boolean | null;
  /** The value as it is written, without quotes; after substitution, what it became. */
  readonly text: string;
  /** Written without quotes. */
  readonly isPlain: boolean;
  /** Stands where a secret might have been written: never to be shown. */
  readonly isSensitive: boolean;
  /** Something is wrong with it that was reported already, so that nothing else need be said of it. */
  readonly isReported: boolean;
}

export interface LocatedMap extends Place {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Located>;
}

export interface LocatedList extends Place {
  readonly kind: 'list';
  readonly items: readonly Located[];
}

/** A YAML value that knows where it stands, and keeps the order of all its keys. */
export type Located = LocatedScalar | LocatedMap | LocatedList;

/** The value as plain data; mappings have no prototype, so that a key such as `__proto__` is a key. */
export function toData(node: Located): unknown {
  if (node.kind === 'scalar') return node.data;
  if (node.kind === 'list') return node.items.map(toData);
  const data: Record<string, unknown> = Object.create(null);
  for (const [key, value] of node.entries) data[key] = toData(value);
  return data;
}

/** The value as plain data, with mappings in the order of the file. */
export function toOrderedData(node: Located): unknown {
  if (node.kind === 'scalar') return node.data;
  if (node.kind === 'list') return node.items.map(toOrderedData);
  return new Map([...node.entries].map(([key, value]) => [key, toOrderedData(value)]));
}

/** The value as JSON text, with keys in the order of the file; objects would put numeric names first. */
export function toJson(node: Located): string {
  if (node.kind === 'scalar') return JSON.stringify(node.data);
  if (node.kind === 'list') return `[${node.items.map(toJson).join(',')}]`;
  return `{${[...node.entries].map(([key, value]) => `${JSON.stringify(key)}:${toJson(value)}`).join(',')}}`;
}

/** The children of a value with their names or positions. */
export function childrenOf(node: Located): (readonly [string | number, Located])[] {
  if (node.kind === 'map') return [...node.entries];
  if (node.kind === 'list') return node.items.map((item, index) => [index, item] as const);
  return [];
}

/** What a pointer leads to, or `undefined`. */
export function nodeAt(root: Located | undefined, pointer: string): Located | undefined {
  return nearestNode(root, pointer, true);
}

/** What a pointer leads to, or the nearest of its parents that exists. */
export function nearestNode(root: Located | undefined, pointer: string, isExact = false): Located | undefined {
  let node = root;
  for (const segment of pointerSegments(pointer)) {
    const child: Located | undefined =
      node?.kind === 'map'
        ? node.entries.get(segment)
        : node?.kind === 'list'
          ? node.items[Number(segment)]
          : undefined;
    if (child === undefined) return isExact ? undefined : node;
    node = child;
  }
  return node;
}

/** A value and everything below it, in the order of the file. */
export function* nodesOf(node: Located): Generator<Located> {
  yield node;
  for (const [, child] of childrenOf(node)) yield* nodesOf(child);
}

/** All scalars below a value, in their order, with the pointers that lead to them. */
export function* scalarsOf(node: Located, pointer = ''): Generator<readonly [string, LocatedScalar]> {
  if (node.kind === 'scalar') yield [pointer, node];
  for (const [name, child] of childrenOf(node)) yield* scalarsOf(child, childPointer(pointer, name));
}
