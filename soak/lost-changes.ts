import { mkdirSync, rmSync } from 'node:fs';
import { withClient } from '../test/support/servers/with-client.ts';
import { loseResumePoint } from '../test/support/sync/lose-resume-point.ts';
import { pause } from './pause.ts';
import type { Happening, Scene } from './scene.ts';

const longestMs = 5_000;

/** The oplog of the source rolls over while no engine runs, and somebody decides for a repair, under which the round goes on. */
export const lossOfChanges: Happening = {
  name: 'loss of the resume point',
  happen: async ({ source, destination, engine, random, spoolPath }: Scene) => {
    let isLost = false;
    await engine.killAndStart(async () => {
      // By the other token, changes that it holds would pass for applied.
      rmSync(spoolPath, { recursive: true });
      mkdirSync(spoolPath);
      isLost = await withClient(destination.uri, loseResumePoint);
      await pause(random.below(longestMs));
    });
    if (!isLost) return;
    const { operationTime } = await withClient(
      source.uri,
      async (client) => await client.db('admin').command({ ping: 1 }),
    );
    // What had been lost before, and is being repaired, is lost no second time.
    await engine.repairUnlessPast(operationTime.toBigInt());
  },
};
