/**
 * What plan and apply rely on in every engine that follows its source, whoever made it: run against each adapter with the
 * real program behind it.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type TestOptions } from 'vitest';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import { isGodwitError } from '../../../src/lib/errors.ts';
import type { GodwitProject } from '../cli/project.ts';
import { ServerPair } from '../cli/server-pair.ts';
import type { Document } from '../driver.ts';
import { expectSameData } from '../verify/compare-clusters.ts';
import { waitFor } from '../wait-for.ts';
import { OpenEngine } from './open-engine.ts';

export interface ContractSubject {
  readonly name: string;
  readonly needs: TestOptions;
  /** Blocks of the migration file, the engine block among them. */
  file(directory: string): Promise<Document>;
  /** Ends the engine's processes as a power cut would. */
  kill(project: GodwitProject): Promise<void>;
  /** What has to be waited for, so that the engine itself would go on after a power cut. */
  beforePowerCut?(project: GodwitProject): Promise<void>;
}

export function engineContract(subject: ContractSubject): void {
  describe(`the contract of engines: ${subject.name}`, subject.needs, () => {
    let pair: ServerPair;
    let project: GodwitProject;
    let opened: OpenEngine[] = [];

    beforeAll(async () => {
      pair = await ServerPair.start();
    });

    beforeEach(async () => {
      await pair.reset();
      project = await pair.project();
      await project.change(await subject.file(project.directory));
    });

    afterEach(async () => {
      await subject.kill(project);
      for (const one of opened) await one[Symbol.asyncDispose]();
      opened = [];
      await project[Symbol.asyncDispose]();
    });

    afterAll(async () => await pair?.[Symbol.asyncDispose]());

    /** As the next command would have it: it remembers nothing. */
    async function open(): Promise<OpenEngine> {
      const one = await OpenEngine.open(project);
      opened.push(one);
      return one;
    }

    async function powerCut(): Promise<void> {
      await subject.beforePowerCut?.(project);
      await subject.kill(project);
    }

    async function insert(count: number, text: string): Promise<void> {
      const documents = Array.from({ length: count }, (_, number) => ({ text, number: 1_000 + number }));
      await pair.sourceClient.db('live').collection('changes').insertMany(documents);
    }

    async function arrived(text: string): Promise<number> {
      return await pair.destinationClient.db('live').collection('changes').countDocuments({ text });
    }

    it('goes from nothing over following to a committed copy, and tells each of it', async () => {
      const { engine, when, ...one } = binding(await open());
      expect(await engine.observe()).toMatchObject({ type: engine.type, state: 'absent', isRunning: false });
      await engine.launch();
      expect(await engine.observe()).toMatchObject({ state: 'absent', isRunning: true, failure: undefined });
      expect((await engine.observe()).location).toEqual(expect.any(String));
      await engine.start();
      const following = await one.whenFollowing();
      expectHonest(following);
      await insert(20, 'live');
      await waitFor('the changes to arrive', async () => (await arrived('live')) === 20, { timeoutMs: 60_000 });

      await engine.commit('cutover');
      await when('writes to be allowed', ({ progress }) => progress?.canWrite === true);
      await engine.finishCommit();
      const committed = await when('the commit to end', ({ state }) => state === 'committed');
      expectHonest(committed);
      await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop', 'live'] });

      await engine.stop();
      await when('the process to end', ({ isRunning }) => !isRunning);
      expect(await binding(await open()).engine.observe()).toMatchObject({ state: 'committed', isRunning: false });
      await engine.removeMetadata();
      expect(await engine.observe()).toMatchObject({ state: 'absent', isRunning: false });
    });

    it('pauses at a point from where it resumes', async () => {
      const { engine, when, ...one } = binding(await open());
      if (!engine.capabilities.canPause) return await expect(engine.pause()).rejects.toSatisfy(isGodwitError);
      await one.follow();
      await engine.pause();
      await when('the pause', ({ state }) => state === 'paused');
      await insert(5, 'while paused');
      expect(await binding(await open()).engine.observe()).toMatchObject({ state: 'paused', isRunning: true });
      expect(await arrived('while paused')).toBe(0);
      await engine.resume();
      await one.whenFollowing();
      await waitFor('the changes to arrive', async () => (await arrived('while paused')) === 5, { timeoutMs: 60_000 });
    });

    it('refuses what its state does not allow, in words', async () => {
      const { engine, ...one } = binding(await open());
      await engine.launch();
      await expectRefused(engine.commit('cutover'));
      if (engine.capabilities.canPause) await expectRefused(engine.pause());
      await expectRefused(engine.resume());
      await engine.start();
      await one.whenFollowing();
      await expectRefused(engine.start());
      await expectRefused(engine.resume());
      expect((await engine.observe()).state).toBe('following');
    });

    it('is launched once, however often it is asked for', async () => {
      const one = await open();
      const other = await open();
      await one.engine.launch();
      const { location } = await one.engine.observe();
      await other.engine.launch();
      expect((await other.engine.observe()).location).toBe(location);
    });

    it('goes on after a power cut while it follows', async () => {
      const one = await open();
      await one.follow();
      await powerCut();
      const next = await open();
      const dead = await next.when('the death to be seen', ({ isRunning }) => !isRunning);
      expect(dead.state).not.toBe('absent');
      expect(dead.state).not.toBe('committed');
      expect(dead.progress?.canCommit ?? false).toBe(false);
      await insert(7, 'while dead');
      await next.engine.launch();
      await next.whenFollowing();
      await waitFor('the changes to arrive', async () => (await arrived('while dead')) === 7, { timeoutMs: 60_000 });
    });

    it('stays paused through a power cut', async () => {
      const one = await open();
      if (!one.engine.capabilities.canPause) return;
      await one.follow();
      await one.engine.pause();
      await one.when('the pause', ({ state }) => state === 'paused');
      await powerCut();
      const next = await open();
      await next.when('the death to be seen', ({ isRunning }) => !isRunning);
      await next.engine.launch();
      await next.when('the pause to be found again', ({ state, isRunning }) => isRunning && state === 'paused');
      await next.engine.resume();
      await next.whenFollowing();
    });

    it('ends when it is told to, and goes on when it is launched again', async () => {
      const one = await open();
      await one.follow();
      await one.engine.stop();
      await one.when('the process to end', ({ isRunning }) => !isRunning);
      await one.engine.stop();
      const next = await open();
      await next.engine.launch();
      await next.whenFollowing();
    });

    it('keeps the secrets of the connection strings to itself', async () => {
      const one = await open();
      await one.follow();
      const everything = await project.everything();
      expect(everything).not.toContain(project.sourceUri);
      expect(everything).not.toContain(project.destinationUri);
    });
  });
}

function binding(one: OpenEngine) {
  return {
    engine: one.engine,
    when: one.when.bind(one),
    whenFollowing: one.whenFollowing.bind(one),
    follow: one.follow.bind(one),
  };
}

async function expectRefused(asked: Promise<void>): Promise<void> {
  await expect(asked).rejects.toSatisfy((error) => isGodwitError(error) && error.summary.length > 10);
}

/** A figure that is not known is left out; one that is told makes sense. */
export function expectHonest({ progress }: EngineObservation): void {
  if (progress === undefined) return;
  const { copiedBytes, totalBytes, lagSeconds, canCommit, canWrite, whyNotCommit, waitingFor, warnings } = progress;
  for (const figure of [copiedBytes, totalBytes, lagSeconds]) {
    if (figure !== undefined) expect(figure).toBeGreaterThanOrEqual(0);
  }
  if (copiedBytes !== undefined && totalBytes !== undefined) expect(copiedBytes).toBeLessThanOrEqual(totalBytes);
  expect(canCommit).toBeTypeOf('boolean');
  expect(canWrite).toBeTypeOf('boolean');
  for (const words of [...whyNotCommit, ...waitingFor, ...warnings]) expect(words).toBeTypeOf('string');
}
