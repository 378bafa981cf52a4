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
      if (isWrapped(name, value)) found = `a query whose ${name} fits`;
      if (isRounded(value)) found = 'a query that has whole numbers beyond 2^53 as {"$numberLong": "..."}';
      return value;
    });
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'an object';
    if (isReordered(match, parsed))
      return 'a query that has each name once, and names that are numbers ascending, first';
    return (
      found ??
      (holdsInvalidDate(parseQuery(match)) ? 'a query whose dates there are, up to the year 275760' : undefined)
    );
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

/** @throws SyntaxError where it is no whole number at all, which would count as 0 */
function isWrapped(name: string, value: unknown): boolean {
  if (name !== '$numberInt' && name !== '$numberLong') return false;
  const number = BigInt(value as string);
  return BigInt.asIntN(name === '$numberInt' ? 32 : 64, number) !== number;
}

/** One that cannot be read, or that JavaScript does not have, would be sent as the beginning of 1970. */
function holdsInvalidDate(value: unknown): boolean {
  if (value instanceof Date) return Number.isNaN(value.getTime());
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsInvalidDate);
}

/** What was written may have been another one: JSON's numbers are doubles here. */
function isRounded(value: unknown): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value as number) <= 2 ** 63;
}
