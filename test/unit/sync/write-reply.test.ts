import { describe, expect, it } from 'vitest';
import { BSON } from '../../../src/mongo/driver.ts';
import { isTransient } from '../../../src/mongo/failures.ts';
import { readWriteReply } from '../../../src/sync/write-reply.ts';

const reply = (fields: object) => Buffer.from(BSON.serialize({ n: 2, ok: 1, ...fields }));
const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('a reply to a write', () => {
  it('counts what was done', () => {
    expect(readWriteReply(reply({}))).toEqual({ n: 2, failures: [] });
  });

  it('names refused statements, and whether _id alone was the reason', () => {
    const writeErrors = [
      { index: 1, code: 11000, keyPattern: { _id: 1 }, errmsg: 'dup' },
      { index: 3, code: 11000, keyPattern: { email: 1 }, errmsg: 'dup' },
      { index: 4, code: 11000, errmsg: 'E11000 duplicate key error collection: a.b index: _id_ dup key: { _id: 1 }' },
      { index: 5, code: 2, errmsg: 'bad value' },
      // Of a clustered collection that holds {_id: NaN}, by 6.0.27.
      { index: 6, code: 50819, errmsg: 'KeyString format error: Invalid type bits for numeric NaN' },
    ];
    const { failures } = readWriteReply(reply({ writeErrors }));
    expect(failures.map(({ index, isDuplicateId }) => [index, isDuplicateId])).toEqual([
      [1, true],
      [3, false],
      [4, true],
      [5, false],
      [6, true],
    ]);
  });

  it('is read where a message was cut off inside of a character', () => {
    const bytes = reply({ writeErrors: [{ index: 0, code: 2, errmsg: 'not ü' }] });
    bytes.write('\xc3', bytes.indexOf('ü') + 1, 'latin1');
    expect(readWriteReply(bytes).failures).toMatchObject([{ index: 0, code: 2 }]);
  });

  it('is read where it holds an _id that the driver does not take', () => {
    const keyValue = { _id: new BSON.Binary(Buffer.from('malformed'), 0) };
    const writeErrors = [{ index: 0, code: 11000, keyPattern: { _id: 1 }, keyValue, errmsg: 'dup' }];
    const bytes = reply({ writeErrors });
    bytes[bytes.indexOf('malformed') - 1] = 2;
    expect(readWriteReply(bytes).failures).toMatchObject([{ index: 0, isDuplicateId: true }]);
  });

  it('is a passing failure as a whole when a primary refused statements while it stepped down', () => {
    const writeErrors = [
      { index: 0, code: 11000, keyPattern: { _id: 1 }, errmsg: 'dup' },
      { index: 7, code: 10107, errmsg: 'Not primary while writing to a.b' },
    ];
    const error = thrownBy(() => readWriteReply(reply({ writeErrors })));
    expect(error).toMatchObject({ message: 'Not primary while writing to a.b' });
    expect(isTransient(error)).toBe(true);
  });
});
