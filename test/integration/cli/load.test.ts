import { describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';

describe('load limits of a running migration', await needs({ mongod: '>=6.0' }), () => {
  it('follow the file as a step, and nothing is started again', async () => {
    await using pair = await ServerPair.start();
    await pair.reset();
    const limits = { readBytesPerSecond: '100MB', maxDestinationLag: '10s' };
    const engine = { type: 'builtin', builtin: { port: 0, maxMemory: '400MB', workers: 1 } };
    await using project = await pair.project({ file: { throttle: limits, engine } });
    await project.apply();
    const { engines } = project;
    // The process was started with the memory that the file gives it, and with V8's part of it.
    const said = await project.everything();
    expect(said).toContain('"totalBytes":400000000,"heapBytes":145000000');
    expect(said).not.toContain('V8 may take more');

    await project.change({ throttle: { ...limits, writeBytesPerSecond: '50MB', readBytesPerSecond: '1MB' } });
    const { steps } = await project.plan();
    expect(steps).toMatchObject([{ kind: 'changeLoad', summary: 'Change the load limits of the sync while it runs' }]);
    expect(steps[0].details.join()).toContain('"writeBytesPerSecond":50000000');
    await project.apply();
    expect(await project.plan()).toMatchObject({ steps: [] });
    expect(project.engines).toEqual(engines);
  }, 300_000);
});
