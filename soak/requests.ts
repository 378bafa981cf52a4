import type { EngineUnderTest } from './engine-under-test.ts';
import { pause } from './pause.ts';
import { breakSomething, type Happening, type Scene } from './scene.ts';

const longestMs = 6_000;

/** What people and programs ask of a sync that is under way. */
export const requests: readonly Happening[] = [
  { name: 'pause', happen: pauseForAWhile },
  {
    name: 'pause beside a fault',
    happen: async (scene) => {
      await Promise.all([pauseForAWhile(scene), breakSomething(scene)]);
    },
  },
  { name: 'requests at once', happen: askAtOnce },
  {
    name: 'change of load',
    happen: async ({ engine, random }) => void (await engine.ask('godwit/load', random.pick(loads))),
  },
  {
    name: 'pause under a change of load',
    happen: async (scene) => {
      const { engine, random } = scene;
      await Promise.all([pauseForAWhile(scene), engine.ask('godwit/load', random.pick(loads))]);
    },
  },
];

const loads: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { readBytesPerSecond: 50_000 },
  { readBytesPerSecond: 1_000_000, writeBytesPerSecond: 200_000 },
  { copyParallelism: 1 },
  { copyParallelism: 7, copyCollections: 2 },
  { maxDestinationLagSeconds: 1, maxSourceLagSeconds: 1 },
  { readFrom: { readPreference: 'secondaryPreferred' } },
  { schedule: [{ cron: '* * * * *', timeZone: 'UTC', durationSeconds: 15, pauseCopy: true }] },
];

async function pauseForAWhile({ engine, random }: Scene): Promise<void> {
  await pause(random.below(1_000));
  await engine.ask('pause');
  await pause(random.below(longestMs));
  await whenGoing(engine);
}

async function askAtOnce({ engine, random }: Scene): Promise<void> {
  const commands = ['pause', 'pause', 'resume', 'resume', 'godwit/verify-now', 'godwit/undo-commit', 'godwit/finish'];
  const asked = Array.from({ length: 2 + random.below(3) }, () => random.pick(commands));
  await Promise.all(asked.map(async (command) => await engine.ask(command)));
  await whenGoing(engine);
}

/** What is paused is resumed by whoever looks. */
async function whenGoing(engine: EngineUnderTest): Promise<void> {
  await engine.until('the sync to go on', ({ state }) => state !== 'INITIALIZING' && state !== 'PAUSED');
}
