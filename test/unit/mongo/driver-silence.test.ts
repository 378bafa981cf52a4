import { describe, expect, it } from 'vitest';
import { isSeveral } from '../../../src/mongo/driver-silence.ts';

/** Connections to one address, each made to the process of that name. */
function server(type: string, free: readonly string[], inUse: readonly string[]) {
  const connection = (processId: string) => ({ description: { hello: { topologyVersion: { processId } } } });
  const pool = { connections: free.map(connection), checkedOutConnections: new Set(inUse.map(connection)) };
  return { description: { type }, pool } as unknown as Parameters<typeof isSeveral>[0];
}

describe('one address', () => {
  it('is several mongos when its connections name several processes', () => {
    expect(isSeveral(server('Mongos', ['a'], ['b']))).toBe(true);
    expect(isSeveral(server('Mongos', ['a', 'a'], ['a']))).toBe(false);
  });

  it('is one member of a replica set, also when that was started anew', () => {
    expect(isSeveral(server('RSPrimary', ['new'], ['old']))).toBe(false);
  });
});
