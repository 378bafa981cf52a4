import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startReplicaSet } from '../test/support/servers/replica-set.ts';
import { Random } from '../test/support/writer/random.ts';
import { Bystanders, besideBystanders, droppedDatabase } from './bystanders.ts';
import { EngineUnderTest } from './engine-under-test.ts';
import { type Fault, faults, type Scene } from './faults.ts';
import { lossOfChanges } from './lost-changes.ts';
import { collections, collectionsBack } from './names.ts';
import { applicationUri, go } from './way.ts';

export interface RoundOptions {
  readonly seed: number;
  /** For how long writes and faults go on, in each direction. */
  readonly roundMs: number;
  /** Only faults whose names match happen. */
  readonly faults: RegExp;
  readonly logDirectory: string;
}

/** One sync to its commit, and in some rounds back, under writes and faults; tells what happened, throws what is not right. */
export async function soakRound({ seed, roundMs, faults: wanted, logDirectory }: RoundOptions): Promise<string> {
  const random = new Random(seed);
  await using source = await startReplicaSet({ members: 3, proxied: true });
  await using destination = await startReplicaSet({ members: 3, proxied: true });
  const spoolPath = join(logDirectory, 'spool');
  mkdirSync(spoolPath);
  await using engine = await EngineUnderTest.launch(
    // The copy in one thread, or by one or two more.
    {
      sourceUri: source.uri,
      destinationUri: destination.uri,
      logDirectory,
      config: { workers: random.below(3), ...(random.below(2) === 0 ? {} : { spoolPath, spoolMaxSize: '200MB' }) },
    },
  );
  const copyInNaturalOrder = random.below(2) === 0 ? [] : [{ database: '.' }];
  const request = { load: { readBytesPerSecond: 100_000 }, copyInNaturalOrder };
  const [isBesideOthers, comesBack] = [random.below(2) === 0, random.below(3) === 0];
  await using there = isBesideOthers ? await Bystanders.start(applicationUri(destination), seed) : undefined;
  await using here = isBesideOthers ? await Bystanders.start(applicationUri(source), seed) : undefined;
  here?.forget(droppedDatabase);
  const happened = new Map<string, number>();
  const scene: Scene = { source, destination, engine, random, spoolPath };
  const common = {
    ms: roundMs,
    onFault: (name: string) => void happened.set(name, (happened.get(name) ?? 0) + 1),
  };
  const isWanted = ({ name }: Fault) => wanted.test(name);
  const told = await go({
    ...common,
    scene,
    seed,
    collections,
    faults: [...faults, lossOfChanges].filter(isWanted),
    begin: async () => await engine.begin({ ...request, ...(isBesideOthers ? besideBystanders : {}) }),
  });
  for (const bystanders of [here, there]) await bystanders?.expectUntouched();
  const toldBack: string[] = [];
  if (comesBack) {
    there?.forget(droppedDatabase);
    const back = await go({
      ...common,
      scene: { ...scene, source: destination, destination: source },
      seed: seed + 1,
      collections: collectionsBack,
      // A sync back that lost changes cannot be repaired.
      faults: faults.filter(isWanted),
      begin: async () => await engine.reverse(),
    });
    toldBack.push(`and back: ${back}`);
  }
  for (const bystanders of [here, there]) await bystanders?.expectAllThere();
  const faultsTold = [...happened].map(([name, count]) => `${count} x ${name}`).join(', ');
  return [told, ...toldBack, isBesideOthers ? 'others untouched' : 'nobody beside', faultsTold].join('; ');
}
