/** What a round syncs: the whole cluster, all beside what others have, or what filters, a mapping and document filters leave. */

import type { Document } from '../../test/support/driver.ts';
import type { ComparedScope } from '../../test/support/verify/compare-scope.ts';
import type { Random } from '../../test/support/writer/random.ts';
import { besideBystanders, isOfBystanders } from '../bystanders.ts';
import { away, changed, changedBeside, type Databases, written } from '../databases.ts';
import { pickDocumentFilters } from './document-filters.ts';
import { everything, type Filters, filters } from './filters.ts';
import { homeOf, type Mapping, mappings, sameNames, targetOf } from './mappings.ts';

/** Of one direction; its names are those of the cluster that is read. */
export interface Scope extends ComparedScope {
  readonly databases: Databases;
  /** All that applications write, under the same names. */
  readonly isWhole: boolean;
  /** Whether a collection can be renamed out of it, at which a sync stops until it is back or gone (GW923). */
  readonly canBeLeft: boolean;
  /** Read from a server before 6.0: of such a one time series cannot be followed (GW926). */
  readonly isFromOlder: boolean;
}

/** Servers that tell no changes of the catalogue, and that a sync does not go back to. */
export type SourceVersion = '4.2' | '4.4' | '5.0';

export interface ScopeOfRound extends Scope {
  readonly name: string;
  /** Fields of the start request. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Both clusters have data of others, in the same databases. */
  readonly hasBystanders: boolean;
  /** Of the sync back, where one is possible. */
  readonly back: Scope | undefined;
}

/** @param older than the destination; as new as it when left out */
export function pickScope(random: Random, older: SourceVersion | undefined): ScopeOfRound {
  const scope = pickForAnySource(random);
  return older === undefined ? scope : { ...scope, isFromOlder: true, back: undefined };
}

function pickForAnySource(random: Random): ScopeOfRound {
  if (random.below(5) < 3) return random.below(2) === 0 ? everythingThere : everythingBesideOthers;
  const filter = random.below(3) === 0 ? everything : random.pick(filters);
  const mapping = random.below(2) === 0 ? sameNames : random.pick(mappings);
  const matches = random.below(2) === 0 ? new Map<string, Document>() : pickDocumentFilters(random);
  return scopeOf(filter, mapping, matches);
}

function scopeOf(
  { name, request, covers }: Filters,
  mapping: Mapping,
  matches: ReadonlyMap<string, Document> = new Map(),
): ScopeOfRound {
  const some = matches.size === 0 ? [] : [`some documents of ${[...matches.keys()].join(', ')}`];
  return {
    name: [name, mapping.name, ...some].join('; '),
    request: {
      ...request,
      namespaceMapping: Object.entries(mapping.rules).map(([from, to]) => ({ from, to })),
      documentFilters: [...matches].map(([namespace, match]) => ({ namespace, match: JSON.stringify(match) })),
    },
    databases: { written, changed, changedBeside },
    isWhole: covers === everything.covers && mapping === sameNames && matches.size === 0,
    canBeLeft: !covers(changed, away),
    isFromOlder: false,
    hasBystanders: false,
    covers,
    target: (db, coll) => targetOf(mapping, db, coll),
    match: (db, coll) => matches.get(`${db}.${coll}`),
    back: mapping.hasWayBack && matches.size === 0 ? scopeBack(covers, mapping) : undefined,
  };
}

/** What was left out of the sync is still there, where it goes back to. */
function scopeBack(covers: Filters['covers'], mapping: Mapping): Scope {
  const coversBack = (db: string, coll: string) => {
    const home = homeOf(mapping, db, coll);
    return home !== undefined && covers(home.db, home.coll);
  };
  const there = (database: string) => mapping.rules[database] ?? database;
  const databases = { written: there(written), changed: there(changed), changedBeside: there(changedBeside) };
  return {
    databases,
    isWhole: covers === everything.covers && mapping === sameNames,
    canBeLeft: !coversBack(databases.changed, away),
    isFromOlder: false,
    covers: coversBack,
    target: (db, coll) => homeOf(mapping, db, coll) ?? { db, coll },
    match: () => undefined,
    isBeside: (db, coll) => !covers(db, coll),
  };
}

const everythingThere = scopeOf(everything, sameNames);

const ofOthers = { covers: (db: string, coll: string) => !isOfBystanders(db, coll), isBeside: isOfBystanders };

const everythingBesideOthers: ScopeOfRound = {
  ...everythingThere,
  ...ofOthers,
  name: 'everything beside data of others',
  request: besideBystanders,
  hasBystanders: true,
  back: { ...everythingThere.back!, ...ofOthers },
};
