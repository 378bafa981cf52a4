import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplicaSet, startReplicaSet } from '../test/support/servers/replica-set.ts';
import { Random } from '../test/support/writer/random.ts';
import { applicationUri } from './applications.ts';
import { Bystanders } from './bystanders.ts';
import { cutOver } from './cutover.ts';
import { changedBeside, traps, trapsBack, writtenBack, writtenCollections } from './databases.ts';
import { EngineUnderTest } from './engine-under-test.ts';
import { expectSame } from './expect-same.ts';
import { faults } from './faults.ts';
import { lossOfChanges } from './lost-changes.ts';
import { deathBehindOldCheckpoint } from './old-checkpoint.ts';
import { turnRound } from './reverse.ts';
import { rollbacks } from './rollbacks.ts';
import type { Happening, Scene } from './scene.ts';
import { pickScope, type ScopeOfRound, type SourceVersion } from './scope/scope.ts';
import { Told } from './told.ts';
import { underWay } from './under-way.ts';
import { Workload, type WorkloadOptions } from './workload.ts';

/** More than are made in one direction. */
const serialsBack = 1_000_000_000;

export interface RoundOptions {
  readonly seed: number;
  /** For how long writes and faults go on in each direction. */
  readonly roundMs: number;
  readonly members: 1 | 3;
  /** As new as the destination when left out. */
  readonly sourceVersion: SourceVersion | undefined;
  /** Only faults whose names match happen. */
  readonly faults: RegExp;
  readonly logDirectory: string;
}

/** Both directions of a round, as far as they are known before it begins. */
interface Course {
  readonly way: Scene;
  readonly wayBack: Scene | undefined;
  readonly workload: Workload;
  /** Of the applications that have moved to the new cluster. */
  readonly workloadBack: Omit<WorkloadOptions, 'scope'>;
  /** Of the cluster where the sync begins, and of the other one. */
  readonly bystanders: readonly Bystanders[];
  readonly faultsThere: readonly Happening[];
  readonly forMs: number;
  readonly told: Told;
}

/**
 * One sync from its start to its commit, under writes, requests and faults, and with two of three seeds the sync back to
 * its own, where the scope has one; tells what happened, throws what is not right.
 */
export async function soakRound(options: RoundOptions): Promise<string> {
  const { seed, roundMs, members, sourceVersion, logDirectory } = options;
  const { atAnyMoment, underWayThere } = faultsOf(options);
  const random = new Random(seed);
  const scope = pickScope(random, sourceVersion);
  const back = random.below(3) > 0 ? scope.back : undefined;
  const set = { members, proxied: true, auth: true };
  await using source = await startReplicaSet(sourceVersion === undefined ? set : { ...set, version: sourceVersion });
  await using destination = await startReplicaSet(set);
  const [uri, uriThere] = [await applicationUri(source), await applicationUri(destination)];
  await using here = scope.hasBystanders ? await Bystanders.start(uri, seed) : undefined;
  await using there = scope.hasBystanders ? await Bystanders.start(uriThere, seed) : undefined;
  // Older servers refuse half of them.
  const hasTraps = scope.isWhole && !scope.hasBystanders && sourceVersion === undefined;
  const trapDatabases = hasTraps ? traps : undefined;
  const written = { collections: writtenCollections, lastSerial: 0, trapDatabases };
  await using workload = await Workload.start({ uri, seed, scope, ...written });
  const spoolPath = join(logDirectory, 'spool');
  mkdirSync(spoolPath);
  const uris = { sourceUri: source.uri, destinationUri: destination.uri };
  // The copy in one thread, or by one or two more.
  const config = { workers: random.below(3), ...(random.below(2) === 0 ? {} : { spoolPath, spoolMaxSize: '200MB' }) };
  await using engine = await EngineUnderTest.start(
    { ...uris, logDirectory, config, canBeLeft: scope.canBeLeft },
    {
      ...scope.request,
      // Beside data of others it is refused before the commit.
      reversible: back !== undefined && !scope.hasBystanders,
      verification: { enabled: random.below(4) > 0 },
      load: { readBytesPerSecond: 100_000 },
      buildIndexes: random.pick(['afterDataCopy', 'beforeDataCopy']),
      copyInNaturalOrder: random.below(2) === 0 ? [] : [{ database: '.' }],
    },
  );
  const commits = commitsOf(scope, back !== undefined);
  const way: Scene = { source, destination, scope, engine, random, spoolPath, faults: atAnyMoment, commits };
  const told = new Told(scope.name);
  const course: Course = {
    way,
    wayBack: back && { ...way, source: destination, destination: source, scope: back },
    workload,
    workloadBack: {
      uri: uriThere,
      seed: seed + 1_000_000,
      collections: writtenBack,
      lastSerial: serialsBack,
      trapDatabases: trapDatabases && trapsBack,
    },
    bystanders: [here, there].filter((one) => one !== undefined),
    faultsThere: underWayThere,
    forMs: roundMs,
    told,
  };
  // A majority would go on without it, and an index build or a fault wait for it.
  await Promise.race([goThereAndBack(course), deathIn(source), deathIn(destination)]);
  return told.text;
}

async function goThereAndBack(course: Course): Promise<void> {
  const { way, wayBack, workload, bystanders, faultsThere, forMs, told } = course;
  const [here] = bystanders;
  // Applications drop it as a whole.
  here?.forget(changedBeside);
  await underWay(way, { faults: faultsThere, forMs, tell: told.add });
  await cutOver(way, workload, told.add);
  for (const each of bystanders) await each.expectUntouched();
  if (wayBack === undefined) told.end(await expectSame(way, workload));
  else await goBack(course, wayBack);
  for (const each of bystanders) await each.expectAllThere();
}

async function goBack({ way, workload, bystanders, forMs, told, ...course }: Course, wayBack: Scene): Promise<void> {
  const [, there] = bystanders;
  // With the other half of the seeds applications write at once, long before anybody asks for the way back.
  if (way.random.below(2) === 0) told.end(await expectSame(way, workload));
  there?.forget(changedBeside);
  await using workloadBack = await Workload.start({ ...course.workloadBack, scope: wayBack.scope });
  await turnRound(wayBack, told.add);
  await underWay(wayBack, { faults: wayBack.faults, forMs, tell: told.add });
  await cutOver(wayBack, workloadBack, told.add);
  await workload.expectAll(wayBack.destination.uri);
  told.end(await expectSame(wayBack, workloadBack));
}

function faultsOf({ faults: wanted, members }: RoundOptions) {
  const isWanted = ({ name }: Happening) => wanted.test(name);
  const atAnyMoment = [...faults, ...(members === 1 ? [] : rollbacks)].filter(isWanted);
  // A sync back that lost changes cannot be repaired; a commit has a checkpoint of its own.
  const underWayThere = [...atAnyMoment, ...[lossOfChanges, deathBehindOldCheckpoint].filter(isWanted)];
  if (underWayThere.length === 0) throw new Error(`No fault has a name that matches ${wanted.source}`);
  return { atAnyMoment, underWayThere };
}

/** Where the way back was not asked for at the start each of them has to ask for it; where there is none, none may. */
function commitsOf({ hasBystanders, back }: ScopeOfRound, comesBack: boolean): Scene['commits'] {
  if (comesBack && hasBystanders) return [{ reversible: true }, { hold: true, reversible: true }];
  return [{}, { hold: true }, { hold: true }, ...(back === undefined ? [] : [{ reversible: true }])];
}

/** Of a member that no fault has ended. */
async function deathIn({ members }: ReplicaSet): Promise<never> {
  const host = await Promise.race(members.map(async (member) => member.endedByItself.then(() => member.host)));
  throw new Error(`mongod ended by itself: ${host}`);
}
