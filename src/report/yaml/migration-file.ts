/** A proposal as a migration file: what was decided, why, and what may be changed, where it may be changed. */
import type { AtlasProposal, Proposal } from '../../preflight/proposal.ts';

export function migrationFile({ answers, sourceSummary, engine, atlas, shardedCollections }: Proposal): string {
  const { name, sourceVariable, databases } = answers;
  return [
    '# Editors complete and check this file with the line that `godwit schema --editor` prints.',
    '# Written by `godwit init` from a look at the source:',
    ...sourceSummary.map((line) => `#   ${line}`),
    '# Next: godwit validate --online, then godwit plan.',
    'apiVersion: godwit/v1',
    'kind: Migration',
    `name: ${name}`,
    '# How far to go: prepared, synced, detached (a rehearsal), cutover, rolledBack, complete.',
    'phase: synced',
    '',
    'source:',
    `  uri: { env: ${sourceVariable} }   # a reference, never the connection string itself`,
    '',
    ...destinationLines(answers, atlas),
    '',
    'engine:',
    ...engine.why.map((reason) => `  # ${reason}`),
    `  type: ${engine.value}`,
    '',
    ...filterLines(databases),
    ...shardingLines(engine.value, shardedCollections, atlas),
    '# Unique indexes are made unique, and TTL indexes begin to expire, at the cutover.',
    'indexes: { build: afterDataCopy }',
    '',
    `verification: { mode: ${engine.value === 'dumpRestore' ? '"off"' : 'full'} }`,
    '',
    ...cutoverLines(engine.value),
    '',
    '# Findings that you accept, each with a reason and a day:',
    '# checks:',
    '#   waive: [{ code: GW403, reason: rehearsed with full load on the smaller tier, expires: 2030-12-31 }]',
    '',
  ].join('\n');
}

function destinationLines({ destination }: Proposal['answers'], atlas: AtlasProposal | undefined): readonly string[] {
  if (destination.kind === 'existing' || atlas === undefined) {
    const variable = destination.kind === 'existing' ? destination.variable : 'DESTINATION_URI';
    return [
      'destination:',
      `  uri: { env: ${variable} }`,
      '  existingData: refuse        # keep (with filters) leaves other collections alone',
    ];
  }
  const { tier, diskSizeGB, oplogSizeGB, version, isSharded, shards } = atlas;
  const { projectId, clusterName, provider, region } = destination;
  return [
    'destination:',
    '  atlas:',
    '    # The Admin API is logged in to by MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET.',
    `    project: { id: ${projectId} }`,
    '    cluster:',
    `      name: ${clusterName}`,
    ...(isSharded ? ['      type: SHARDED', `      shards: ${shards}              # as many as the source has`] : []),
    `      mongoDBVersion: "${version}"`,
    `      provider: ${provider}`,
    `      region: ${region}`,
    ...tier.why.map((reason) => `      # ${reason}`),
    `      tier: ${tier.value}`,
    ...diskSizeGB.why.map((reason) => `      # ${reason}`),
    `      diskSizeGB: ${diskSizeGB.value}`,
    '      backup: true',
    '      # Only while data is synced; taken back afterwards.',
    ...oplogSizeGB.why.map((reason) => `      # ${reason}`),
    `      during: { autoScaling: off, oplogSizeGB: ${oplogSizeGB.value} }`,
    '    # Who may connect: the machine that runs godwit, and your applications.',
    '    # ipAccess:',
    '    #   - { cidr: 203.0.113.0/24, comment: sync hosts, until: complete }',
    '    # users:',
    '    #   - { name: app, password: { env: APP_PASSWORD }, roles: [{ role: readWrite, database: shop }] }',
  ];
}

function filterLines(databases: readonly string[]): readonly string[] {
  if (databases.length === 0) {
    return ['# Everything is migrated. To leave something out:', '# filters: { exclude: [{ database: scratch }] }', ''];
  }
  return ['filters:', '  include:', ...databases.map((database) => `    - { database: ${quoted(database)} }`), ''];
}

function shardingLines(
  engine: string,
  collections: Proposal['shardedCollections'],
  atlas: AtlasProposal | undefined,
): readonly string[] {
  if (collections.length === 0) return [];
  const entries = collections.map(({ namespace, key, isUnique }) => {
    const fields = key.map(([field, kind]) => `${quoted(field)}: ${kind === 'hashed' ? 'hashed' : 1}`).join(', ');
    return `    - { namespace: ${quoted(namespace)}, key: { ${fields} }${isUnique ? ', unique: true' : ''} }`;
  });
  // mongosync keeps the keys by itself, and refuses to be told them.
  const isKept = engine === 'mongosync' || (atlas !== undefined && !atlas.isSharded);
  const lines = ['sharding:', '  entries:', ...entries];
  return isKept
    ? ['# The source is sharded by these keys, which are kept:', ...lines.map((line) => `# ${line}`), '']
    : ['# The shard keys of the source.', ...lines, ''];
}

function cutoverLines(engine: string): readonly string[] {
  if (engine === 'dumpRestore') return ['# Stop the writers before the dump: dumps do not follow the source.'];
  return [
    'cutover:',
    '  mode: manual                # only phase: cutover starts it; auto and window begin by themselves',
    '  gates: { maxLag: 5s, verifiedWithin: 15m }',
    '  timeout: 60s                # then everything is taken back, and the source accepts writes again',
    '  # hooks:',
    '  #   - { on: switch, run: [./switch-connection-string.sh], timeout: 30s }',
  ];
}

/** As YAML text where a plain word would be taken for something else. */
function quoted(text: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
