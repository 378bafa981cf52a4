/**
 * A query as an application sent it, reduced to what decides how a server finds its documents: the filter and order of a
 * find, also of what updates, deletes, counts or aggregates. Pure.
 */
import type { Document } from '../mongo/driver.ts';
import { formatNamespace, type Namespace, parseNamespace } from '../mongo/namespace.ts';

export interface ObservedQuery {
  readonly namespace: Namespace;
  /** Fields of a `find` command, beside its collection. */
  readonly find: Document;
}

/** Takes a command as currentOp, profiler and log show it; `undefined` for what finds nothing, or was cut short. */
export function observedQuery(ns: string, command: Document | undefined): ObservedQuery | undefined {
  if (command === undefined || '$truncated' in command) return undefined;
  const found = findOf(command);
  if (found === undefined) return undefined;
  const { collection, find } = found;
  const dot = ns.indexOf('.');
  const db = typeof command['$db'] === 'string' ? command['$db'] : ns.slice(0, dot);
  const namespace = collection === undefined ? namespaceOf(ns) : { db, coll: collection };
  return namespace && { namespace, find: defined(find) };
}

interface Found {
  /** Absent where the namespace beside the command is the collection's. */
  readonly collection: string | undefined;
  readonly find: Document;
}

function findOf(command: Document): Found | undefined {
  const { filter, sort, projection, collation, hint, limit, skip, query, let: variables } = command;
  const common = { collation, hint, let: variables };
  const named = (name: string) => (typeof command[name] === 'string' ? (command[name] as string) : undefined);
  const collection = (name: string) => ({ collection: named(name) });
  if (named('find')) return { ...collection('find'), find: { filter, sort, projection, limit, skip, ...common } };
  if (named('aggregate')) return leading(named('aggregate')!, command['pipeline'], common);
  if (named('count')) return { ...collection('count'), find: { filter: query, limit, skip, ...common } };
  if (named('distinct')) return { ...collection('distinct'), find: { filter: query, ...common } };
  const modified = named('findAndModify') ?? named('findandmodify');
  if (modified !== undefined) return { collection: modified, find: { filter: query, sort, limit: 1, ...common } };
  const statement = (command['updates'] ?? command['deletes'])?.[0] as Document | undefined;
  if (statement !== undefined) return { collection: named('update') ?? named('delete'), find: written(statement) };
  if ('q' in command) return { collection: undefined, find: written(command) };
  return undefined;
}

/** One statement of an update or delete. */
function written({ q, multi, limit, collation, hint }: Document): Document {
  const isOne = limit === undefined ? multi !== true : limit === 1;
  return { filter: q, collation, hint, ...(isOne ? { limit: 1 } : {}) };
}

/** What a pipeline finds by: its filters in front, and an order and limit behind them. */
function leading(collection: string, pipeline: unknown, common: Document): Found | undefined {
  if (!Array.isArray(pipeline)) return undefined;
  const stages = pipeline as readonly Document[];
  const end = stages.findIndex((stage) => !('$match' in stage));
  const filters = (end === -1 ? stages : stages.slice(0, end)).map(({ $match }) => $match);
  const [order, bound] = end === -1 ? [] : stages.slice(end);
  const sort = order?.['$sort'];
  if (filters.length === 0 && sort === undefined) return undefined;
  const limit = sort === undefined ? order?.['$limit'] : bound?.['$limit'];
  const filter = filters.length > 1 ? { $and: filters } : filters[0];
  return { collection, find: { filter, sort, limit, ...common } };
}

function namespaceOf(ns: string): Namespace | undefined {
  return ns.indexOf('.') > 0 && !ns.endsWith('.') ? parseNamespace(ns) : undefined;
}

function defined(fields: Document): Document {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

/** Two queries of the same shape differ in nothing but values, of which the shape tells none. */
export function shapeOf({ namespace, find }: ObservedQuery): string {
  const { filter = {}, sort, projection, hint, collation } = find;
  const parts = [
    `${formatNamespace(namespace)} ${shape(filter)}`,
    ...(isEmpty(sort) ? [] : [`sort ${JSON.stringify(sort)}`]),
    ...(isEmpty(projection) ? [] : [`fields ${Object.keys(projection).join(', ')}`]),
    ...(isEmpty(hint) ? [] : [`hint ${typeof hint === 'string' ? hint : Object.keys(hint).join(', ')}`]),
    ...(isEmpty(collation) ? [] : [`collation ${collation.locale}`]),
  ];
  return parts.join(' ');
}

const isEmpty = (value: unknown) =>
  value === undefined || (typeof value === 'object' && Object.keys(value!).length === 0);

function shape(value: unknown): string {
  if (Array.isArray(value)) return value.some(isPlain) ? `[${value.map(shape).join(', ')}]` : '[?]';
  if (!isPlain(value)) return '?';
  return `{${Object.entries(value)
    .map(([name, one]) => `${name}: ${shape(one)}`)
    .join(', ')}}`;
}

/** And not a value of BSON, such as an ObjectId. */
function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
