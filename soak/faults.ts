import { mkdirSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { deferred } from '../src/lib/deferred.ts';
import type { ReplicaSet } from '../test/support/servers/replica-set.ts';
import { isDurableWrite } from '../test/support/sync/durable-writes.ts';
import type { Random } from '../test/support/writer/random.ts';
import { pause } from './pause.ts';
import type { Happening, Scene } from './scene.ts';

/** Of the two kinds of lease and election timeouts that are to be passed now and then, none is longer. */
const longestMs = 14_000;
const minuteMs = 60_000;

export const faults: readonly Happening[] = [
  { name: 'kill of the engine', happen: async ({ engine }) => await engine.killAndStart() },
  { name: 'kill of the engine at a durable write', happen: killAtDurableWrite },
  {
    name: 'freeze of the engine',
    happen: async ({ engine, random }) => await engine.freezeFor(random.below(longestMs)),
  },
  { name: 'takeover from a frozen engine', happen: async ({ engine }) => await engine.replaceFrozen() },
  {
    name: 'loss of the spool',
    happen: async ({ engine, random, spoolPath }) => {
      await engine.killAndStart(() => damageSpool(spoolPath, random));
    },
  },
  ...onEitherSide('step-down', async (set) => {
    await set.stepDown();
  }),
  ...onEitherSide('death of the primary', async (set) => {
    const primary = await set.primary();
    await primary.kill();
    if (set.members.length > 1) await set.primary();
    await primary.restart();
    await set.allReady();
  }),
  ...onEitherSide('freeze of the primary', async (set, random) => {
    const primary = await set.primary();
    primary.pause();
    await pause(random.below(longestMs));
    primary.resume();
    await set.allReady();
  }),
  // For longer than a driver waits for a server, and than a sync may stand still without being called stuck.
  ...onEitherSide('freeze of the primary for a minute', async (set) => {
    const primary = await set.primary();
    primary.pause();
    await pause(minuteMs);
    primary.resume();
    await set.allReady();
  }),
  // There is nobody to be elected: everything goes on where it stood.
  ...onEitherSide('freeze of all members', async (set, random) => {
    for (const member of set.members) member.pause();
    await pause(random.below(2) === 0 ? random.below(longestMs) : 3 * longestMs);
    for (const member of set.members) member.resume();
    await set.allReady();
  }),
  ...onEitherSide('cut of all connections', async ({ proxies }, random) => {
    for (const proxy of proxies) proxy.cut();
    await pause(random.below(3_000));
    for (const proxy of proxies) proxy.heal();
  }),
  ...onEitherSide('silence on a connection', async ({ proxies }, random) => {
    const proxy = random.pick(proxies);
    proxy.blackhole();
    await pause(random.below(longestMs));
    proxy.heal();
  }),
  ...onEitherSide('forgotten connection', async ({ proxies }, random) => {
    // The next message that is sent over any of its connections is the last one there.
    random.pick(proxies).forgetWhere('', random.below(2) === 0 ? 'message' : 'answer');
    await pause(random.below(longestMs));
  }),
  ...onEitherSide('slow network', async ({ proxies }, random) => {
    for (const proxy of proxies) proxy.delay(20 + random.below(80));
    await pause(random.below(longestMs));
    for (const proxy of proxies) proxy.heal();
  }),
];

/** Nothing that the engine sends behind the write arrives; where none comes for a while it is killed all the same. */
async function killAtDurableWrite({ destination, engine, random }: Scene): Promise<void> {
  const { proxies } = destination;
  const cut = deferred();
  const [nth, loses] = [1 + random.below(8), random.pick(['message', 'answer'] as const)];
  for (const proxy of proxies) proxy.cutAt({ nth, loses, isMeant: isDurableWrite, onCut: cut.resolve });
  await Promise.race([cut.promise, pause(longestMs)]);
  for (const proxy of proxies) proxy.cut();
  await engine.killAndStart(() => {
    for (const proxy of proxies) proxy.heal();
  });
}

/** Its newest file ends too early, or nothing is left at all. */
function damageSpool(path: string, random: Random): void {
  if (random.below(2) === 0) {
    rmSync(path, { recursive: true });
    mkdirSync(path);
    return;
  }
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const newest = files
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
    .at(-1);
  if (newest !== undefined) truncateSync(newest, random.below(statSync(newest).size + 1));
}

function onEitherSide(name: string, happen: (set: ReplicaSet, random: Random) => Promise<void>): readonly Happening[] {
  return (['source', 'destination'] as const).map((side) => ({
    name: `${name} (${side})`,
    happen: async (scene) => await happen(scene[side], scene.random),
  }));
}
