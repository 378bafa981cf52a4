import { pause } from './pause.ts';
import { breakSomething, type Scene } from './scene.ts';

const longestBeforeMs = 3_000;

/** The sync back, asked for until there is one, with a fault beside. */
export async function turnRound(scene: Scene, tell: (what: string) => void): Promise<void> {
  const { engine, random } = scene;
  await pause(random.below(longestBeforeMs));
  await Promise.all([reverse(), random.below(2) === 0 ? undefined : fault()]);
  async function fault() {
    await pause(random.below(longestBeforeMs / 3));
    await breakSomething(scene, (name) => tell(`in the reverse: ${name}`));
  }
  async function reverse() {
    await engine.until('the sync back', async ({ state, directionMapping }) => {
      const isBack = directionMapping?.Source.startsWith('cluster1') === true;
      if (!isBack && state === 'COMMITTED') await engine.ask('reverse');
      return isBack && state === 'RUNNING';
    });
  }
}
