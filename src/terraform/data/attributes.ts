/** What data sources are given, and what they tell. */
import { fileAttributes, specAttributes, standingAttributes } from '../migration/attributes.ts';
import { type Attribute, keptAttributes, type NestedAttribute } from '../schema/attribute.ts';
import { migrationAttributes } from '../schema/migration-fields.ts';
import { computed, computedBlock } from './computed.ts';

/**
 * What those about a migration take: a migration file, or the attributes that describe one. Data sources can have no
 * write-only attributes: all that they are given is kept in the state.
 */
const describedMigration: readonly Attribute[] = keptAttributes([...fileAttributes, ...specAttributes]);

/** As of the source of a migration. */
function connectionAttributes(): readonly Attribute[] {
  const source = migrationAttributes().find(({ name }) => name === 'source') as NestedAttribute;
  const described: Readonly<Record<string, string>> = {
    uri: 'Connection string of the cluster.',
    tls: 'TLS settings.',
    auth: 'Credentials.',
  };
  const taken = source.attributes.filter(({ name }) => name in described);
  return keptAttributes(taken).map((one) => ({ ...one, description: described[one.name]! }));
}

const namespaceAttributes: readonly Attribute[] = [
  computed('database', 'string', 'Database.'),
  computed('collection', 'string', 'Collection or view.'),
  computed('type', 'string', '`collection`, `view` or `timeseries`.'),
  computed('documents', 'number', 'Documents, as the server estimates them.'),
  computed('bytes', 'number', 'Size of the documents, uncompressed.'),
  computed('storage_bytes', 'number', 'On disk, without indexes.'),
  computed('index_bytes', 'number', 'Of all indexes, on disk.'),
  computed('indexes', 'number', 'Number of indexes.'),
];

export const clusterAttributes: readonly Attribute[] = [
  ...connectionAttributes(),
  {
    name: 'databases',
    description: 'Databases to look at. All of the users’ databases when it is left out.',
    type: ['list', 'string'],
    optional: true,
  },
  computed('address', 'string', 'Hosts, without user and password.'),
  computed('version', 'string', 'Version of the server, such as `7.0.14`.'),
  computed(
    'feature_compatibility_version',
    'string',
    'Feature compatibility version; null where the user may not read it.',
  ),
  computed('topology', 'string', '`standalone`, `replicaSet` or `sharded`.'),
  computed('replica_set', 'string', 'Name of the replica set.'),
  computed('hosts', ['list', 'string'], 'Members of the replica set, or the mongos in use.'),
  computed('writes', 'string', 'Whether users may write: `allowed`, `blocked` or `unknown`.'),
  computed(
    'oplog_window_seconds',
    'number',
    'How far back the oplog reaches; null behind a mongos, and where the user may not read it.',
  ),
  computedBlock('size', 'single', 'Sums over the namespaces.', [
    computed('databases', 'number', 'Databases.'),
    computed('collections', 'number', 'Collections, time series included.'),
    computed('views', 'number', 'Views.'),
    computed('documents', 'number', 'Documents, as the server estimates them.'),
    computed('bytes', 'number', 'Size of the documents, uncompressed.'),
    computed('indexes', 'number', 'Indexes.'),
  ]),
  computedBlock('namespaces', 'list', 'Collections and views, in the order of their names.', namespaceAttributes),
];

export const checksAttributes: readonly Attribute[] = [
  ...describedMigration,
  computed('passed', 'bool', 'No finding would stop an apply.'),
  computed('errors', 'number', 'Findings that would.'),
  computed('warnings', 'number', 'Findings that would not.'),
  computedBlock('findings', 'list', 'All findings, waived ones and checks that could not be made included.', [
    computed('code', 'string', 'Code of the check, such as `GW304`.'),
    computed('severity', 'string', '`error`, `warning` or `info`.'),
    computed('summary', 'string', 'What was found.'),
    computed('detail', 'string', 'Why it matters.'),
    computed('hint', 'string', 'What to do about it.'),
    computed('property', 'string', 'The part of the migration that it is about, such as `source.uri`.'),
    computed('objects', ['list', 'string'], 'The first few of the things that it is about.'),
    computed('objects_total', 'number', 'How many there are.'),
  ]),
];

export const migrationDataAttributes: readonly Attribute[] = [
  ...describedMigration,
  ...standingAttributes,
  computed('ledger', 'string', 'Where its ledger is.'),
  computedBlock('last_run', 'single', 'The last run that its ledger tells of; null before the first.', [
    computed('command', 'string', 'Command.'),
    computed('phase', 'string', 'Phase that was asked for.'),
    computed('started_at', 'string', 'When it began.'),
    computed('finished_at', 'string', 'When it ended; null while it goes on, and where it was killed.'),
    computed('outcome', 'string', '`done`, `failed`, `undone` or `interrupted`; null as above.'),
    computed('user', 'string', 'Who ran it.'),
    computed('host', 'string', 'Where.'),
    computed('job', 'string', 'The CI job, where there is one.'),
  ]),
];
