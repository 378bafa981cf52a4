import { childPointer } from '../pointer.ts';
import { closestMatch } from '../suggestion.ts';
import { type Located, nodeAt } from '../yaml/located.ts';
import type { SchemaError } from './schema-validator.ts';

/** A property whose name is not known, and the one that was probably meant. */
export interface Misspelling {
  readonly error: SchemaError;
  readonly name: string;
  readonly meant: string;
}

/** The unknown properties that stand for one that is not there otherwise. */
export function misspellings(root: Located, errors: readonly SchemaError[]): readonly Misspelling[] {
  const taken = new Set<string>();
  return errors.flatMap((error): Misspelling[] => {
    if (error.keyword !== 'additionalProperties') return [];
    const name = String(error.params['additionalProperty']);
    const meant = closestMatch(name, Object.keys(error.parentSchema.properties ?? {}));
    const place = meant === undefined ? undefined : childPointer(error.instancePath, meant);
    if (meant === undefined || place === undefined || taken.has(place) || nodeAt(root, place)) return [];
    taken.add(place);
    return [{ error, name, meant }];
  });
}

/** The document with the names that were meant, so that what stands below a misspelled one is checked in the same run. */
export function corrected(root: Located, found: readonly Misspelling[]): Located {
  const names = new Map(found.map(({ error, name, meant }) => [childPointer(error.instancePath, name), meant]));
  return renamed(root, '', names);
}

function renamed(node: Located, pointer: string, names: ReadonlyMap<string, string>): Located {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'list') {
    return { ...node, items: node.items.map((item, index) => renamed(item, childPointer(pointer, index), names)) };
  }
  const entries = [...node.entries].map(([key, value]): [string, Located] => {
    const place = childPointer(pointer, key);
    return [names.get(place) ?? key, renamed(value, place, names)];
  });
  return { ...node, entries: new Map(entries) };
}
