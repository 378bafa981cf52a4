import { describe, expect, it } from 'vitest';
import { otherOptions } from '../../../src/engines/builtin/other-options.ts';
import { readStartRequest } from '../../../src/sync/request/start-request.ts';
import type { SyncSettings } from '../../../src/sync/sync-settings.ts';

const request = (verification: object) => ({ source: 'cluster0', destination: 'cluster1', verification });

/** As the destination's metadata gives settings back: what was left out is null there. */
function stored(verification: object): SyncSettings {
  const { settings } = readStartRequest(request(verification));
  const entries = Object.entries(settings).map(([name, value]) => [name, value ?? null]);
  return Object.fromEntries(entries) as SyncSettings;
}

describe('a sync that goes on', () => {
  it('differs in nothing from the request that began it', () => {
    for (const verification of [{ enabled: false }, {}, { mode: 'counts' }, { mode: 'sample', samplePercent: 5 }]) {
      expect(otherOptions(stored(verification), request(verification))).toEqual([]);
    }
  });

  it('differs in what another request asks for', () => {
    expect(otherOptions(stored({}), request({ mode: 'counts' }))).toEqual([
      { option: 'verificationExtent', running: 'nothing', asked: '{"mode":"counts"}', changesData: false },
    ]);
  });
});
