import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from '../driver.ts';
import { waitFor } from '../wait-for.ts';

/**
 * As after an oplog that rolled over: the event at which the stream was to go on is none that the source has. It is taken
 * from the destination's own stream.
 */
export async function loseResumePoint(destination: MongoClient): Promise<void> {
  const elsewhere = destination.db('elsewhere');
  await using stream = elsewhere.watch();
  const next = stream.next();
  await waitFor('an event', async () => {
    await elsewhere.collection('any').insertOne({});
    return await Promise.race([next, sleep(100)]);
  });
  const { _id: token } = await next;
  await elsewhere.dropDatabase();
  const engine = destination.db('__godwit').collection<{ _id: string }>('engine');
  await engine.updateOne({ _id: 'checkpoint' }, { $set: { token } });
}
