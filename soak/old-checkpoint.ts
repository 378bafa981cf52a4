import { mkdirSync, rmSync } from 'node:fs';
import { withClient } from '../test/support/servers/with-client.ts';
import { pause } from './pause.ts';
import type { Happening, Scene } from './scene.ts';

const longestMs = 8_000;

/**
 * As where checkpoints take long, of a destination that has much to do: what was applied for a while, changes of the
 * catalogue among it, is told once more.
 */
export const deathBehindOldCheckpoint: Happening = {
  name: 'death behind an old checkpoint',
  happen: async ({ destination, engine, random, spoolPath }: Scene) => {
    await withClient(destination.uri, async (client) => {
      const metadata = client.db('__godwit').collection<{ _id: string }>('engine');
      const old = await metadata.findOne({ _id: 'checkpoint', time: { $exists: true } });
      await pause(random.below(longestMs));
      await engine.killAndStart(async () => {
        if (old === null) return;
        const { token, time } = old as unknown as { readonly token: unknown; readonly time: unknown };
        // It is emptied behind the later checkpoint.
        rmSync(spoolPath, { recursive: true });
        mkdirSync(spoolPath);
        await metadata.updateOne({ _id: 'checkpoint' }, { $set: { token, time } }, { writeConcern: { w: 'majority' } });
      });
    });
  },
};
