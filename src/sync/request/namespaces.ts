/** Which namespaces a request means, and what they are to be called. */
import { isInternalDatabase, isServersName } from '../../mongo/namespace.ts';
import type { FilterEntry, RegexPattern } from '../catalog/namespace-filter.ts';
import type { MappingRule } from '../catalog/namespace-mapping.ts';
import { areNames, invalid, knownFieldsOf, listOf } from './fields.ts';

export function filterEntries(value: unknown, field: string): readonly FilterEntry[] {
  return listOf(value, field, filterEntry);
}

function filterEntry(value: unknown, field: string): FilterEntry {
  const names = ['database', 'databaseRegex', 'collections', 'collectionsRegex'];
  const fields = knownFieldsOf(value, field, names);
  const { database, collections } = fields;
  const databaseRegex = regexOf(fields['databaseRegex'], `${field}.databaseRegex`);
  const collectionsRegex = regexOf(fields['collectionsRegex'], `${field}.collectionsRegex`);
  if ((database === undefined) === (databaseRegex === undefined)) {
    throw invalid(field, 'an entry with either database or databaseRegex');
  }
  if (database !== undefined && typeof database !== 'string') throw invalid(`${field}.database`, 'a string');
  if (collections !== undefined && collectionsRegex !== undefined) {
    throw invalid(field, 'an entry with collections or collectionsRegex, not both');
  }
  if (collections !== undefined && !(areNames(collections) && collections.length > 0)) {
    throw invalid(`${field}.collections`, 'an array of names; without it all collections of the database are meant');
  }
  refuseSystem(field, database, collections);
  // Without what is not there, which the metadata would give back as null.
  return {
    ...(database === undefined ? {} : { database }),
    ...(databaseRegex === undefined ? {} : { databaseRegex }),
    ...(collections === undefined ? {} : { collections }),
    ...(collectionsRegex === undefined ? {} : { collectionsRegex }),
  };
}

/** They are never synced, or by another name: an entry for them would do nothing. */
function refuseSystem(field: string, database: string | undefined, collections: readonly string[] = []): void {
  if (database !== undefined && isInternalDatabase(database)) {
    throw invalid(`${field}.database`, `another one than ${database}, which is not synced`);
  }
  const system = collections.find(isServersName);
  if (system !== undefined) throw invalid(`${field}.collections`, `without ${system}, which belongs to the server`);
}

function regexOf(value: unknown, field: string): RegexPattern | undefined {
  if (value === undefined) return undefined;
  const { pattern, options } = knownFieldsOf(value, field, ['pattern', 'options']);
  if (typeof pattern !== 'string') throw invalid(`${field}.pattern`, 'a string');
  if (options !== undefined && typeof options !== 'string') throw invalid(`${field}.options`, 'a string');
  return { pattern, options };
}

export function mappingRules(value: unknown): readonly MappingRule[] {
  return listOf(value, 'namespaceMapping', (rule, field) => {
    const { from, to } = knownFieldsOf(rule, field, ['from', 'to']);
    const areNames = typeof from === 'string' && typeof to === 'string' && from !== '' && to !== '';
    if (!areNames || from.includes('.') !== to.includes('.')) {
      throw invalid(field, '{from, to} with two databases, or two namespaces "database.collection"');
    }
    refuseSystemName(`${field}.from`, from);
    refuseSystemName(`${field}.to`, to);
    return { from, to };
  });
}

/** Documents that went there would be taken for what a server, or a sync, keeps there for itself. */
function refuseSystemName(field: string, name: string): void {
  const [database = '', ...rest] = name.split('.');
  const collection = rest.join('.');
  const isSystem = isInternalDatabase(database) || isServersName(collection);
  if (isSystem) throw invalid(field, 'a name that belongs neither to the server nor to a sync');
}
