import { bsonType, findElement } from '../../mongo/bson/walk.ts';
import { clusterTimeOfResumeToken } from '../../mongo/cluster-time.ts';
import type { StreamPosition } from '../follow/change-stream.ts';

/**
 * Which of two places in a stream comes first: negative, 0 or positive, as for sorting; `undefined` where that cannot be
 * told. A resume token's `_data` is a KeyString in hex, so that the tokens of a stream stand in the order of their texts.
 * A place without a token lies before everything that happened at its time.
 */
export function comparePositions(a: StreamPosition, b: StreamPosition): number | undefined {
  if (a.token === undefined && b.token === undefined) return a.time < b.time ? -1 : a.time > b.time ? 1 : 0;
  if (a.token === undefined) return beforeToken(a, b.token!);
  if (b.token === undefined) {
    const order = beforeToken(b, a.token);
    return order === undefined ? undefined : -order;
  }
  const [first, second] = [textOf(a.token), textOf(b.token)];
  if (first === undefined || second === undefined) return undefined;
  return first < second ? -1 : first > second ? 1 : 0;
}

function beforeToken({ time }: StreamPosition, token: Buffer): number | undefined {
  const text = textOf(token);
  const other = text === undefined ? undefined : clusterTimeOfResumeToken(text);
  return other === undefined ? undefined : other >= time ? -1 : 1;
}

function textOf(token: Buffer): string | undefined {
  const data = findElement(token, 0, '_data');
  return data?.type === bsonType.string ? token.toString('latin1', data.start + 4, data.end - 1) : undefined;
}
