import { specCodes } from '../error-codes.ts';
import type { MigrationFile } from '../generated/migration.ts';
import { errorAt, type Finding, type Rule, type RuleContext } from './rule.ts';

/** Options of one engine that contradict each other or lack a partner. What an engine can do at all is the plan's business. */
export const engineOptions: Rule = (file, { has }) => {
  switch (file.engine?.type) {
    case 'builtin':
    case undefined:
      return [
        ...reachedOrStarted(file.engine?.builtin, '/engine/builtin', 'url', [
          'port',
          'logPath',
          'workers',
          'maxMemory',
          'spool',
        ]),
        ...letInByToken(file.engine?.builtin),
      ];
    case 'mongosync':
      return reachedOrStarted(file.engine.mongosync, '/engine/mongosync', 'urls', [
        'binary',
        'command',
        'port',
        'instances',
      ]);
    case 'clusterSync':
      return reachedOrStarted(file.engine.clusterSync, '/engine/clusterSync', 'url', ['binary', 'command', 'port']);
    case 'atlasLiveMigration':
      return atlasLiveMigration(file, has);
    case 'dumpRestore':
      return dumpRestore(file);
    default:
      return [];
  }
};

const conflict = (pointer: string, summary: string, hint: string) =>
  errorAt(pointer, specCodes.engineOptionsConflict, { summary, hint });

/** An engine that runs already cannot be told how to be started, and is started in one way only. */
function reachedOrStarted(
  options: object | undefined,
  pointer: string,
  address: string,
  startOptions: readonly string[],
): Finding[] {
  const given = options ?? {};
  if (address in given) {
    return startOptions
      .filter((option) => option in given)
      .map((option) =>
        conflict(
          `${pointer}/${option}`,
          `\`${option}\` has no effect on an engine that runs already`,
          `Remove it, or remove \`${address}\` and let apply start the engine`,
        ),
      );
  }
  if (!('binary' in given && 'command' in given)) return [];
  return [
    conflict(
      `${pointer}/command`,
      '`binary` and `command` exclude each other',
      'Keep `command` for containers and remote hosts, `binary` otherwise',
    ),
  ];
}

/** Who starts an engine needs no token for it; who sends one does not send it for everybody to read. */
function letInByToken(options: NonNullable<MigrationFile['engine']>['builtin'] = {}): Finding[] {
  const { url } = options;
  const given = (['token', 'tls'] as const).filter((option) => options[option] !== undefined);
  if (url === undefined) {
    return given.map((option) =>
      conflict(
        `/engine/builtin/${option}`,
        `\`${option}\` is for an engine that runs elsewhere`,
        'Give its address in `url`; the engine that apply starts is reached by this machine alone',
      ),
    );
  }
  const isPrivate =
    url.startsWith('https:') || (/^http:\/\/(?:localhost|127\.|\[::1\])/.test(url) && options.tls === undefined);
  if (isPrivate || given.length === 0) return [];
  return [
    conflict(
      '/engine/builtin/url',
      `\`${given[0]}\` needs an address that begins with https://`,
      'Start the engine with --tlsCertificateKeyFile, so that nobody on the way reads the token',
    ),
  ];
}

function atlasLiveMigration(file: MigrationFile, has: RuleContext['has']): Finding[] {
  const options = file.engine?.atlasLiveMigration;
  const pointer = options ? '/engine/atlasLiveMigration' : '/engine';
  const isPush = (options?.mode ?? 'push') === 'push';
  const lacking = isPush
    ? (['source', 'migrationHosts'] as const).filter((property) => !has(`/engine/atlasLiveMigration/${property}`))
    : [];
  return [
    ...lacking.map((property) =>
      conflict(
        pointer,
        `\`${property}\` is missing in \`engine.atlasLiveMigration\``,
        property === 'source'
          ? 'Name the source as Cloud Manager knows it: `source: { projectId: ..., clusterName: ... }`; or set `mode: pull`'
          : 'Name the host that runs the migration: `migrationHosts: [vm001.example.com]`',
      ),
    ),
    ...(options?.connectThrough === 'privateEndpoint' && !options.privateEndpointId
      ? [
          conflict(
            `${pointer}/connectThrough`,
            '`connectThrough: privateEndpoint` needs `privateEndpointId`',
            'Add the id of your endpoint',
          ),
        ]
      : []),
    ...(file.destination?.uri
      ? [
          conflict(
            '/engine/type',
            'Atlas Live Migration needs a destination in Atlas',
            'Declare it under `destination.atlas`; for a cluster that exists already with `adopt: true`',
          ),
        ]
      : []),
  ];
}

function dumpRestore(file: MigrationFile): Finding[] {
  const options = file.engine?.dumpRestore;
  const hasFilters = Boolean(file.filters?.include ?? file.filters?.exclude);
  return [
    ...(options?.oplog && hasFilters
      ? [
          conflict(
            '/engine/dumpRestore/oplog',
            '`oplog: true` works with full dumps only, and there are filters',
            'Remove the filters, or stop writes during the dump and remove `oplog`',
          ),
        ]
      : []),
    ...(options?.directory && (options.archive ?? options.oplog)
      ? [
          conflict(
            '/engine/dumpRestore/directory',
            `\`directory\` and \`${options.archive ? 'archive' : 'oplog'}\` exclude each other`,
            options.archive
              ? 'Keep `directory` for a copy that can be gone on with, `archive` for one file'
              : 'One point in time is taken in one go only: remove `directory`, or `oplog`',
          ),
        ]
      : []),
    ...(options?.usersAndRoles && file.destination?.atlas
      ? [
          conflict(
            '/engine/dumpRestore/usersAndRoles',
            'Atlas does not let users and roles be restored',
            'Declare them under `destination.atlas.users`, or use `usersAndRoles`',
          ),
        ]
      : []),
  ];
}
