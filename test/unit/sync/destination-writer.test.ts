import { describe, expect, it } from 'vitest';
import { deferred } from '../../../src/lib/deferred.ts';
import { DestinationWriter, type DestinationWriterOptions } from '../../../src/sync/destination-writer.ts';

describe('changes of the destination', () => {
  it('are waited for when their run is over, and none is begun behind that', async () => {
    const run = new AbortController();
    const options = { signal: run.signal, parallelism: 0 } as DestinationWriterOptions;
    const writer = new DestinationWriter(options);
    const sent = deferred<string>();
    const changed = writer.during(() => sent.promise);
    run.abort();
    let isSettled = false;
    const settled = writer.whenSettled().then(() => {
      isSettled = true;
    });
    let isBegun = false;
    const late = writer.during(async () => {
      isBegun = true;
    });
    await expect(late).rejects.toThrow('aborted');
    expect([isBegun, isSettled]).toEqual([false, false]);
    sent.resolve('done');
    expect(await changed).toBe('done');
    await settled;
  });
});
