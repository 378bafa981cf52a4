import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from '../driver.ts';
import { waitFor } from '../wait-for.ts';

/**
 * As after an oplog that rolled over: the event at which the stream was to go on is none that the source has. It is taken
 * from the destination's own stream. Write to the source next: it has to be past that event's time.
 * @returns `false` where the sync has no checkpoint yet, so that nothing is lost
 */
export async function loseResumePoint(destination: MongoClient): Promise<boolean> {
  const elsewhere = destination.db('elsewhere');
  await using stream = elsewhere.watch();
  const next = stream.next();
  await waitFor('an event', async () => {
    await elsewhere.collection('any').insertOne({});
    return await Promise.race([next, sleep(100)]);
  });
  const { _id: token, clusterTime } = await next;
  await elsewhere.dropDatabase();
  const engine = destination.db('__godwit').collection<{ _id: string }>('engine');
  const { matchedCount } = await engine.updateOne({ _id: 'checkpoint', time: { $exists: true } }, { $set: { token } });
  // The source's clock counts within a second by its own writes: those of the next second are behind the token's time.
  await waitFor('the next second', () => Date.now() / 1000 > clusterTime!.getHighBits() + 1);
  return matchedCount > 0;
}
