/** What syncs of any engine left on a destination: how a changed word in the file is noticed before two engines meet there. */
import { join } from 'node:path';
import { isDeadProcess } from '../lib/dead-process.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isLeaseRunning, LeaseSightings, readLease } from '../sync/checkpoint/lease.ts';
import { Metadata } from '../sync/checkpoint/metadata.ts';
import { readRunRecord } from '../sync/run-record.ts';
import { PullMarks } from './atlas-live-migration/pull-marks.ts';
import { LiveMigrationRecords } from './atlas-live-migration/record.ts';
import { dropPcsmMetadata, readPcsmMetadata } from './cluster-sync/metadata.ts';
import { DumpRestoreRecord } from './dump-restore/record.ts';
import type { EngineType } from './engine.ts';
import { MongomirrorRecord } from './mongomirror/record.ts';
import { MongosyncApiClient } from './mongosync/api-client.ts';
import { dropMongosyncMetadata, readMongosyncMetadata } from './mongosync/metadata.ts';
import { endProgram, findProgram } from './process/program.ts';

/** A sync that was begun by an engine, as its metadata tell. */
export interface EngineTrace {
  readonly type: EngineType;
  readonly state: string;
}

export async function readTraces(destination: MongoClient): Promise<readonly EngineTrace[]> {
  const [builtin, mongosync, pcsm, dump, mirror, live] = await Promise.all([
    readRunRecord(new Metadata(destination)),
    readMongosyncMetadata(destination),
    readPcsmMetadata(destination),
    new DumpRestoreRecord(destination).read(),
    new MongomirrorRecord(destination).read(),
    new LiveMigrationRecords(destination).read(),
  ]);
  return [
    ...(builtin === undefined ? [] : [{ type: 'builtin' as const, state: builtin.phase }]),
    // mongosync is what a live migration runs.
    ...(mongosync === undefined || live !== undefined ? [] : [{ type: 'mongosync' as const, state: mongosync.state }]),
    ...(pcsm === undefined ? [] : [{ type: 'clusterSync' as const, state: pcsm.state }]),
    ...(dump === undefined ? [] : [{ type: 'dumpRestore' as const, state: dump.phase }]),
    ...(mirror === undefined ? [] : [{ type: 'mongomirror' as const, state: mirror.phase }]),
    ...(live === undefined ? [] : [{ type: 'atlasLiveMigration' as const, state: live.phase }]),
  ];
}

/**
 * Ends the engine's process where it is ours to end, and removes what it keeps for itself.
 * @returns where a process still runs that we cannot end; nothing is removed then
 */
export async function removeTraces(
  type: EngineType,
  destination: MongoClient,
  workDirectory: string,
): Promise<string | undefined> {
  switch (type) {
    case 'builtin':
      return await removeBuiltin(destination);
    case 'mongosync':
      await endPrograms(join(workDirectory, 'engine'), 'mongosync', 'SIGTERM');
      await dropMongosyncMetadata(destination);
      return undefined;
    case 'clusterSync':
      return await removePcsm(destination, join(workDirectory, 'engine'));
    case 'dumpRestore':
      await new DumpRestoreRecord(destination).remove();
      return undefined;
    case 'mongomirror':
      await endPrograms(join(workDirectory, 'engine'), 'mongomirror', 'SIGTERM');
      await new MongomirrorRecord(destination).remove();
      return undefined;
    case 'atlasLiveMigration':
      return await removeLiveMigration(destination);
  }
}

async function removeBuiltin(destination: MongoClient): Promise<string | undefined> {
  const metadata = new Metadata(destination);
  const lease = await readLease(metadata);
  if (lease !== undefined && !isDeadProcess(lease.holder)) {
    const { url, host, pid } = lease.holder;
    // One that does not answer may be long dead, on another machine.
    await new MongosyncApiClient(url).send('POST', '/api/v1/godwit/shutdown', {}).catch(() => {});
    if (!(await ends(metadata))) return `pid ${pid} on ${host}`;
  }
  await metadata.drop();
  return undefined;
}

/** A holder that ended in order gives its lease back; one that was cut off lets it run out. The clocks are not ours. */
async function ends(metadata: Metadata): Promise<boolean> {
  const sightings = new LeaseSightings();
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (!(await isLeaseRunning(metadata))) return true;
    const lease = await readLease(metadata);
    if (lease === undefined || isDeadProcess(lease.holder)) return true;
    if (sightings.over({ ...lease, fence: lease.token }) !== undefined) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function removePcsm(destination: MongoClient, directory: string): Promise<string | undefined> {
  await endProgram(directory, 'pcsm', 'SIGINT');
  const metadata = await readPcsmMetadata(destination);
  if (metadata?.isAlive === true) return 'its heartbeat is fresh';
  await dropPcsmMetadata(destination);
  return undefined;
}

/** Nobody but a person can end one. */
async function removeLiveMigration(destination: MongoClient): Promise<string | undefined> {
  const records = new LiveMigrationRecords(destination);
  const record = await records.read();
  if (record !== undefined && (await readMongosyncMetadata(destination)) !== undefined) {
    return `live migration ${record.migrationId ?? 'of an unknown id'}, which a person cancels in Atlas`;
  }
  await records.remove();
  await new PullMarks(destination).remove();
  return undefined;
}

async function endPrograms(directory: string, name: string, signal: 'SIGTERM'): Promise<void> {
  if ((await findProgram(directory, name)) !== undefined) await endProgram(directory, name, signal);
}
