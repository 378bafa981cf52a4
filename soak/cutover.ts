/**
 * From writes that go on to a committed sync: a commit that they are in the way of, the block, and a commit beside faults
 * and requests, held and taken back or not.
 */
import { withClient } from '../test/support/servers/with-client.ts';
import type { SyncProgress } from '../test/support/sync/sync-process.ts';
import { away } from './databases.ts';
import { pause } from './pause.ts';
import { breakSomething, type Scene } from './scene.ts';
import type { Workload } from './workload.ts';
import { blockWrites } from './write-block.ts';

const longestBeforeMs = 1_500;

/** @param tell gets what happened, for the record */
export async function cutOver(scene: Scene, workload: Workload, tell: (what: string) => void): Promise<void> {
  const { engine, random, source, scope } = scene;
  await engine.ask('godwit/load');
  await engine.until('it to follow', ({ canCommit }) => canCommit);
  if (random.below(2) === 0) {
    tell('commit under writes');
    await commitUnderWrites(scene);
  }
  await blockWrites(source);
  await pause(random.below(longestBeforeMs));
  await workload.stop();
  if (scope.canBeLeft) await dropAway(scene);
  await Promise.all([commit(scene, tell), beside(scene, tell)]);
  await engine.until('the commit to be over', ({ state, failedConstraints }) => {
    if (state !== 'COMMITTED') return false;
    if ((failedConstraints ?? []).length === 0) return true;
    throw new Error(`Not everything could be put back: ${JSON.stringify(failedConstraints)}`);
  });
}

/** Whatever comes of it, the sync follows on. */
async function commitUnderWrites(scene: Scene): Promise<void> {
  const { engine } = scene;
  if ((await engine.ask('commit', { hold: true })) !== undefined) return;
  await engine.until('the commit to be taken back', async (progress) => {
    if (isHeld(progress)) await engine.ask('godwit/undo-commit');
    return progress.state === 'RUNNING';
  });
}

/** A collection that had no time to come back would hold the sync up for good. */
async function dropAway({ source, scope }: Scene): Promise<void> {
  await withClient(source.uri, async (client) => await client.db(scope.databases.changed).dropCollection(away));
}

/** Until it is committed, by whichever process there is. */
async function commit({ engine, random, commits }: Scene, tell: (what: string) => void): Promise<void> {
  const request = random.pick(commits);
  let undo = random.below(2);
  await engine.until('it to be committed', async (progress) => {
    const { state, canCommit } = progress;
    if (state === 'RUNNING' && canCommit) await askForIt();
    else if (isHeld(progress)) {
      if (undo > 0) tell('commit taken back');
      await engine.ask(undo > 0 ? 'godwit/undo-commit' : 'godwit/finish');
      undo -= 1;
    }
    return state === 'COMMITTED';
  });
  /** Perhaps together with somebody else who asks for something. */
  async function askForIt() {
    const other = random.pick([undefined, undefined, 'commit', 'pause', 'godwit/load']);
    const body = other === 'commit' ? random.pick(commits) : {};
    await Promise.all([engine.ask('commit', request), other && engine.ask(other, body)]);
  }
}

/** A fault, at some moment between the request and its end. */
async function beside(scene: Scene, tell: (what: string) => void): Promise<void> {
  const { random } = scene;
  if (random.below(4) === 0) return;
  await pause(random.below(longestBeforeMs));
  await breakSomething(scene, (name) => tell(`in the commit: ${name}`));
}

function isHeld({ state, canWrite }: SyncProgress): boolean {
  return state === 'COMMITTING' && canWrite === true;
}
