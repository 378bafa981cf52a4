/** Whole migrations through the command line, each with an engine that is not our own. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document } from '../../support/driver.ts';
import { OpenEngine } from '../../support/engines/open-engine.ts';
import { standIn } from '../../support/engines/stand-in.ts';
import { killPrograms } from '../../support/engines/started-programs.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';
import { findOnPath } from '../../support/servers/mongod/find-mongod.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const pcsm = process.env['GODWIT_PCSM'] ?? findOnPath('pcsm');
const needsPcsm = await needs(pcsm === undefined ? { env: 'GODWIT_PCSM' } : {});

describe('a migration by another engine', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;
  let project: GodwitProject;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => {
    await pair.reset();
    project = await pair.project();
  });

  afterEach(async () => {
    await killPrograms(project);
    await project[Symbol.asyncDispose]();
  });

  afterAll(async () => await pair?.[Symbol.asyncDispose]());

  async function mongosync(): Promise<Document> {
    // The last series that takes a 6.0 destination.
    const version = '1.18.0';
    const binary = await standIn('mongosync', project.directory, version);
    return { type: 'mongosync', mongosync: { binary, version, port: await findFreePort(), acceptDisclaimer: true } };
  }

  /** The stand-in does not mind that its destination has no users. */
  const checks = { waive: [{ code: 'GW206', reason: 'a stand-in', expires: '2099-12-31' }] };
  const ofTheServers = new Set(['GW206', 'GW341']);
  const findings = (plan: Document) => plan['diagnostics'].filter(({ code }: Document) => !ofTheServers.has(code));

  async function expectNothingToDo(state: string): Promise<void> {
    expect(await project.plan()).toMatchObject({ state, steps: [] });
    expect((await project.godwit('plan', '--expect-no-changes')).exitCode).toBe(0);
  }

  function kindsOf({ steps }: Document): readonly string[] {
    return steps.map(({ kind }: Document) => kind);
  }

  it('follows and cuts over with mongosync, which blocks, drains and verifies by itself', async () => {
    await project.apply({ engine: await mongosync(), checks });
    await expectNothingToDo('following');
    await project.change({ phase: 'cutover' });
    expect(kindsOf(await project.plan())).toEqual([
      'compareQueries',
      'checkGates',
      'warmDestination',
      'checkGates',
      'armGuardian',
      'commitSync',
      'beginSwitch',
      'finishCommit',
      'stopEngine',
    ]);
    await project.apply();
    await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
    await expectNothingToDo('cutOver');
    await project.apply({ phase: 'complete' });
    await expectNothingToDo('complete');
  });

  it('follows, is compared meanwhile, blocks, and cuts over with ClusterSync', needsPcsm, async () => {
    const engine = { type: 'clusterSync', clusterSync: { binary: pcsm, port: await findFreePort() } };
    await using writer = await RandomWriter.start({
      uri: pair.source.uri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 100,
    });
    await project.apply({ engine });
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
    await project.change({ phase: 'cutover' });
    expect(kindsOf(await project.plan())).toEqual([
      'awaitVerified',
      'compareQueries',
      'checkGates',
      'warmDestination',
      'checkGates',
      'armGuardian',
      'blockSource',
      'awaitDrained',
      'awaitVerified',
      'awaitSilence',
      'commitSync',
      'beginSwitch',
      'finishCommit',
      'stopEngine',
    ]);
    const result = await project.godwit('apply', '--auto-approve');
    await writer.stop();
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    await project.apply({ phase: 'complete' });
    await expectNothingToDo('complete');
  });

  it('finds what ClusterSync loses before anybody has switched', needsPcsm, async () => {
    await pair.sourceClient
      .db('shop')
      .collection<Document & { _id: number }>('odd')
      .insertMany([{ _id: 1 }, { _id: Number.NaN, kept: 'no' }, { _id: 2 }]);
    const engine = { type: 'clusterSync', clusterSync: { binary: pcsm, port: await findFreePort() } };
    await project.change({ engine });
    const early = await project.godwit('apply', '--auto-approve');
    expect(early.exitCode, early.stdout + early.stderr).toBe(6);
    expect(early.stdout + early.stderr).toContain('shop.odd');
    await project.change({ phase: 'cutover' });
    const result = await project.godwit('apply', '--auto-approve');
    expect(result.exitCode).toBe(6);
    expect(result.stdout).not.toContain('blockSource');
    expect(await pair.isSourceWritable()).toBe(true);
    expect((await project.plan())['state']).toBe('following');

    await project.change({ verification: { onMismatch: 'repair' } });
    expect(JSON.stringify((await project.plan())['steps'])).toContain('is overwritten with that of the source');
    // A dry run compares as the cutover does, and repairs nothing.
    const rehearsed = await project.godwit('cutover', '--dry-run');
    expect(rehearsed).toMatchObject({ exitCode: 7, stdout: expect.stringContaining('1 documents differ') });
    const repaired = await project.godwit('apply', '--auto-approve');
    expect(repaired.exitCode, repaired.stdout + repaired.stderr).toBe(0);
    await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
    const report = JSON.parse((await project.godwit('report', '--format', 'json')).stdout);
    expect(report.repairs[0]).toMatch(/^1 documents of the destination that differed: shop\.odd _id .*NaN/);
  });

  it('changes the engine as a step that is planned, with what it costs', async () => {
    await project.apply();
    await project.change({ engine: await mongosync(), checks });
    const plan = await project.plan();
    expect(kindsOf(plan)).toEqual([
      'abandonSync',
      'clearCopy',
      'launchEngine',
      'startSync',
      'awaitSynced',
      'awaitVerified',
    ]);
    expect(findings(plan)).toMatchObject([{ code: 'GW708', severity: 'warning' }]);
    await project.apply();
    await expectNothingToDo('following');
    await project.apply({ phase: 'cutover' });
    await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });

    await project.change({ engine: { type: 'dumpRestore' }, phase: 'cutover' });
    const late = await project.plan();
    expect(late['diagnostics']).toContainEqual(expect.objectContaining({ code: 'GW708', severity: 'error' }));
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(3);
  });

  it('takes a sync over that somebody else began, when the file says so', async () => {
    const engine = await mongosync();
    await project.change({ engine, checks });
    await using one = await OpenEngine.open(project);
    await one.follow();
    const found = findings(await project.plan());
    expect(found).toEqual([expect.objectContaining({ code: 'GW711', severity: 'error' })]);
    expect((await project.godwit('apply', '--auto-approve')).exitCode).toBe(3);

    await project.change({ engine: { ...engine, adopt: true } });
    expect(findings(await project.plan())).toEqual([expect.objectContaining({ code: 'GW712', severity: 'info' })]);
    await project.apply({ phase: 'cutover' });
    await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop'] });
  });

  it('tells which engines fit a migration, and why the others do not', async () => {
    await project.change({ filters: { exclude: [{ databaseRegex: { pattern: '^tmp' } }] } });
    const { stdout } = await project.godwit('engines', '-f', 'godwit.yaml', '--format', 'json');
    const { engines } = JSON.parse(stdout);
    const byName = Object.fromEntries(engines.map((one: Document) => [one['engine'], one]));
    expect(byName).toMatchObject({
      builtin: { canDoIt: true, reasons: [] },
      clusterSync: { canDoIt: false, reasons: ['its filters know no regular expressions'] },
      dumpRestore: { canDoIt: false, reasons: [expect.stringContaining('cannot follow')] },
      mongomirror: { canDoIt: false },
    });
  });
});
