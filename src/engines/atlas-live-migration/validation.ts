import { setTimeout as delay } from 'node:timers/promises';
import type { LiveMigrationRequest } from '../../atlas/api-types.ts';
import type { AtlasClient } from '../../atlas/client.ts';
import { EngineError } from '../../lib/errors.ts';

const pauseMs = 1_000;
const limitMs = 15 * 60_000;

/** Words of the result that say that there is none yet; the contract knows no complete list. */
const pending: ReadonlySet<string> = new Set(['PENDING', 'NEW', 'WORKING', 'IN_PROGRESS']);

/**
 * Has Atlas look whether it could carry the migration out.
 * @throws EngineError GW960 with what Atlas found, and what to do about it
 */
export async function validateMigration(
  client: AtlasClient,
  projectId: string,
  request: LiveMigrationRequest,
): Promise<void> {
  const { _id } = await client.validateLiveMigration(projectId, request);
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const { status = 'PENDING', errorMessage } = await client.liveMigrationValidation(projectId, _id);
    if (errorMessage !== undefined && errorMessage !== '') throw refused(errorMessage);
    if (status === 'FAILED') throw refused('Atlas gives no reason');
    if (!pending.has(status)) return;
    if (performance.now() > giveUpAt) throw refused('the validation has not come to its end in 15 minutes');
    await delay(pauseMs);
  }
}

/** What Atlas objects to (contract, section 5), and what helps. */
const remedies: readonly (readonly [words: RegExp, remedy: string])[] = [
  [/disk space/i, 'Give the destination a larger disk: destination.atlas.cluster.during.diskSizeGB'],
  [
    /could not reach|could not resolve/i,
    'The migration host has to resolve and reach the source: check its DNS, firewall and routes',
  ],
  [/standalone/i, 'Make the source a replica set of one member first'],
  [/time series/i, 'Live migrations leave time-series collections alone: use engine.type: builtin'],
  [
    /username or password/i,
    'Check source.auth: the user has to exist on every shard and the config servers, with SCRAM-SHA-1 and SCRAM-SHA-256',
  ],
  [/blocking writes/i, 'Grant the source user a role with bypassWriteBlockingMode and setUserWriteBlockMode'],
  [
    /permission|not authorized/i,
    'Grant the source user backup and readAnyDatabase, and clusterMonitor on a sharded cluster',
  ],
  [
    /SSL|CA file/i,
    'Check engine.atlasLiveMigration.source.tls and caCertificatePath, which is a path on the migration host',
  ],
];

function refused(message: string): EngineError {
  const remedy = remedies.find(([words]) => words.test(message))?.[1];
  return new EngineError('GW960', {
    summary: 'Atlas would not carry this migration out',
    detail: message,
    hint: `${remedy ?? 'Remove the cause'}. Nothing was started; run \`godwit apply\` again`,
  });
}
