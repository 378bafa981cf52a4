/** Which documents a request means. */
import { parseQuery } from '../../mongo/query-text.ts';
import type { DocumentFilter } from '../sync-settings.ts';
import { invalid, knownFieldsOf, listOf } from './fields.ts';

export function documentFilters(value: unknown): readonly DocumentFilter[] {
  return listOf(value, 'documentFilters', (filter, field) => {
    const { namespace, match } = knownFieldsOf(filter, field, ['namespace', 'match']);
    if (typeof namespace !== 'string' || !namespace.includes('.')) throw invalid(`${field}.namespace`, 'a namespace');
    if (typeof match !== 'string') throw invalid(`${field}.match`, 'a query as extended JSON in a string');
    const unfit = unfitPart(match);
    if (unfit !== undefined) throw invalid(`${field}.match`, unfit);
    return { namespace, match };
  });
}

const unfitOperators = ['$where', '$text', '$near', '$nearSphere', '$rand', '$sampleRate'];

/** A query that gives another answer another time, or needs an index of its own, cannot decide what is in scope. */
function unfitPart(match: string): string | undefined {
  let found: string | undefined;
  try {
    const parsed: unknown = JSON.parse(match, (name, value) => {
      if (unfitOperators.includes(name)) found = `a query without ${name}`;
      if (typeof value === 'string' && /^\$\$(NOW|CLUSTER_TIME)\b/.test(value)) found = `a query without ${value}`;
      if (isRounded(value)) found = 'a query that has whole numbers beyond 2^53 as {"$numberLong": "..."}';
      return value;
    });
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'an object';
    if (isReordered(match, parsed))
      return 'a query that has each name once, and names that are numbers ascending, first';
    parseQuery(match);
    return found;
  } catch {
    return 'extended JSON';
  }
}

/** Equality with an embedded document goes by the order of its fields, and objects here put names that are numbers first. */
function isReordered(match: string, parsed: object): boolean {
  const namesIn = (text: string) => {
    const strings = text.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? [];
    return strings.filter((one) => one.endsWith(':')).map((name) => JSON.parse(name.slice(0, -1)) as string);
  };
  return namesIn(match).join('\0') !== namesIn(JSON.stringify(parsed)).join('\0');
}

/** What was written may have been another one: JSON's numbers are doubles here. */
function isRounded(value: unknown): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value as number) <= 2 ** 63;
}
