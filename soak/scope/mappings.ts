import { changed, changedBeside, written } from '../databases.ts';

/** A mapping as a start request has it, and in words of its own where a namespace goes. */
export interface Mapping {
  readonly name: string;
  readonly rules: Readonly<Record<string, string>>;
  /** Whether whatever is made on the destination has a place to go back to. */
  readonly hasWayBack: boolean;
}

interface Place {
  readonly db: string;
  readonly coll: string;
}

/**
 * Views read `changed` and are in it, so that its collections stay together; no two of all names of collections are
 * alike, so that none meets another where databases become one.
 */
export const mappings: readonly Mapping[] = [
  { name: 'other databases', rules: { [written]: 'moved', [changed]: 'catalogue' }, hasWayBack: true },
  {
    name: 'databases that change places',
    rules: { [changed]: changedBeside, [changedBeside]: changed },
    hasWayBack: true,
  },
  { name: 'two databases as one', rules: { [changedBeside]: changed }, hasWayBack: false },
  {
    name: 'one database of all',
    rules: { [written]: 'one', [changed]: 'one', [changedBeside]: 'one' },
    hasWayBack: false,
  },
  {
    name: 'collections that change places',
    rules: {
      [`${changed}.c1`]: `${changed}.c2`,
      [`${changed}.c2`]: `${changed}.c3`,
      [`${changed}.c3`]: `${changed}.c1`,
      [`${changed}.v0`]: `${changed}.seen`,
      [`${changedBeside}.o0`]: `${changedBeside}.o2`,
      [`${changedBeside}.o2`]: `${changedBeside}.o0`,
    },
    hasWayBack: true,
  },
  {
    name: 'collections in other databases',
    rules: {
      [changed]: 'catalogue',
      [`${written}.a`]: 'catalogue.c0',
      [`${written}.b`]: 'apart.c1',
      [`${changedBeside}.o0`]: 'catalogue.o0',
      [`${changedBeside}.o1`]: 'apart.o2',
      [`${changed}.c4`]: 'catalogue.of.c5',
    },
    // A new `catalogue.c4` would stay in a database of that name, away from the views on it.
    hasWayBack: false,
  },
];

export const sameNames: Mapping = { name: 'the same names', rules: {}, hasWayBack: true };

export function targetOf({ rules }: Mapping, db: string, coll: string): Place {
  const ofCollection = rules[`${db}.${coll}`];
  return ofCollection === undefined ? { db: rules[db] ?? db, coll } : placeOf(ofCollection);
}

/** Where it has come from, or would have; `undefined` where nothing can have come by that name. */
export function homeOf(mapping: Mapping, db: string, coll: string): Place | undefined {
  const rules = Object.entries(mapping.rules);
  const ofCollections = rules.filter(([, to]) => to === `${db}.${coll}`).map(([from]) => placeOf(from));
  const ofDatabases = rules.filter(([, to]) => to === db).map(([from]) => ({ db: from, coll }));
  return [...ofCollections, ...ofDatabases, { db, coll }].find((home) => {
    const target = targetOf(mapping, home.db, home.coll);
    return target.db === db && target.coll === coll;
  });
}

function placeOf(path: string): Place {
  const [db = '', ...coll] = path.split('.');
  return { db, coll: coll.join('.') };
}
