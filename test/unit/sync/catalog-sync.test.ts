import { describe, expect, it } from 'vitest';
import { deferred } from '../../../src/lib/deferred.ts';
import { CatalogSync } from '../../../src/sync/catalog/catalog-sync.ts';
import { NamespaceMapping } from '../../../src/sync/catalog/namespace-mapping.ts';
import type { SyncContext } from '../../../src/sync/sync-context.ts';

/** Longer than the way from the end of one comparison to whoever waits for it. */
const ticks = Array.from({ length: 12 }, (_, n) => n);

describe('what is compared beside the stream', () => {
  it.each(ticks)('is compared again for a change that comes %d ticks behind the end of a comparison', async (ahead) => {
    let compared = 0;
    const first = deferred();
    const during = async () => {
      compared += 1;
      if (compared === 1) await first.promise;
    };
    const mapping = new NamespaceMapping([]);
    const context = { signal: new AbortController().signal, source: {}, destination: {}, writer: { during }, mapping };
    const sync = new CatalogSync(context as unknown as SyncContext, (error) => expect.fail(String(error)));
    sync.viewsChanged('shop');
    await new Promise(setImmediate);
    first.resolve();
    for (let tick = 0; tick < ahead; tick += 1) await Promise.resolve();
    sync.viewsChanged('shop');
    await sync.whenAllIdle();
    expect(compared).toBe(2);
  });
});
