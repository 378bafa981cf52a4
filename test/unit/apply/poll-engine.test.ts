import { expect, it } from 'vitest';
import { pollEngine } from '../../../src/apply/poll-engine.ts';
import type { StepContext } from '../../../src/apply/step-executor.ts';
import { MongoNetworkError } from '../../support/driver.ts';

const answering = (isThere: boolean) => {
  const command = async () => {
    if (!isThere) throw new MongoNetworkError('away');
  };
  return { address: isThere ? 'there.example:27017' : 'orders.example:27017', client: { db: () => ({ command }) } };
};

it('names the destination when it stays away, and says that a full disk ends a server', async () => {
  const notes: string[] = [];
  const observe = async () => {
    throw new MongoNetworkError('connect ECONNREFUSED 127.0.0.1:27017');
  };
  const context = {
    signal: new AbortController().signal,
    migration: { engine: { observe }, source: answering(true), destination: answering(false) },
    note: (text: string) => notes.push(text),
  } as unknown as StepContext;
  await expect(pollEngine(context, { until: () => true, toleranceMs: -1 })).rejects.toMatchObject({
    code: 'GW505',
    summary: 'The destination (orders.example:27017) has not answered for 0 s',
    detail: 'connect ECONNREFUSED 127.0.0.1:27017',
    hint: expect.stringMatching(/disk is full.*godwit apply.*goes on at the last checkpoint/),
    exitCode: 1,
  });
  expect(notes).toEqual(['Waiting for a server that does not answer (connect ECONNREFUSED 127.0.0.1:27017)']);
});
