import { clusterTimeOf, secondsOf } from '../cluster-time.ts';
import type { Document, MongoClient, Timestamp } from '../driver.ts';
import type { Member, OplogFacts } from './cluster-details.ts';
import { readPeakRate } from './oplog-peak.ts';

/** Who is in the set, and how each is. */
export async function readMembers(client: MongoClient): Promise<readonly Member[]> {
  const admin = client.db('admin');
  const [status, { config }] = await Promise.all([
    admin.command({ replSetGetStatus: 1 }),
    admin.command({ replSetGetConfig: 1 }),
  ]);
  const configured = new Map((config.members as Document[]).map((member) => [member['_id'], member]));
  return (status['members'] as Document[]).map((member) => {
    const settings = configured.get(member['_id']) ?? {};
    return {
      host: String(member['name']),
      state: String(member['stateStr']),
      isHealthy: member['health'] === 1 && ['PRIMARY', 'SECONDARY', 'ARBITER'].includes(member['stateStr']),
      isArbiter: settings['arbiterOnly'] === true,
      votes: Number(settings['votes'] ?? 1),
      // `slaveDelay` before 5.0.
      delaySeconds: Number(settings['secondaryDelaySecs'] ?? settings['slaveDelay'] ?? 0),
    };
  });
}

/** How large the oplog is, how full, and how far back it reaches. */
export async function readOplog(client: MongoClient): Promise<OplogFacts> {
  const oplog = client.db('local').collection('oplog.rs');
  const at = async (direction: 1 | -1) =>
    await oplog.findOne({}, { sort: { $natural: direction }, projection: { ts: 1 } });
  const [[stats], oldest, newest] = await Promise.all([
    oplog.aggregate([{ $collStats: { storageStats: {} } }]).toArray(),
    at(1),
    at(-1),
  ]);
  const { size, maxSize } = stats!['storageStats'];
  const seconds = (entry: Document | null) => (entry === null ? 0 : secondsOf(clusterTimeOf(entry['ts'] as Timestamp)));
  const facts = { usedBytes: Number(size), maxBytes: Number(maxSize), spanSeconds: seconds(newest) - seconds(oldest) };
  return { ...facts, peakBytesPerSecond: await readPeakRate(oplog, facts) };
}
