import { describe, expect, it } from 'vitest';
import { Int32, MongoBulkWriteError, MongoNetworkError, MongoServerError } from '../../../src/mongo/driver.ts';
import { isPermission, isTransient } from '../../../src/mongo/failures.ts';

const serverError = (code: number) => new MongoServerError({ message: 'no', code });

describe('a refusal', () => {
  it('is known by its code, also where numbers were to keep their types', () => {
    expect(isPermission(serverError(13))).toBe(true);
    expect(isPermission(new MongoServerError({ message: 'no', code: new Int32(13) }))).toBe(true);
    expect(isPermission(new MongoServerError({ message: 'no' }))).toBe(false);
  });
});

describe('a transient failure', () => {
  it('is what passes with time', () => {
    for (const code of [91, 189, 10107, 11600, 11602, 50, 365]) expect(isTransient(serverError(code))).toBe(true);
    expect(isTransient(new MongoNetworkError('read ECONNRESET'))).toBe(true);
    expect(isTransient(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toBe(true);
  });

  it('is not what would come again', () => {
    for (const code of [2, 13, 18, 26, 11000, 10334]) expect(isTransient(serverError(code))).toBe(false);
    expect(isTransient(new Error('read ECONNRESET'))).toBe(false);
  });

  it('is seen through a bulk write that wraps it', () => {
    const wrapped = (failure: Error) => new MongoBulkWriteError(failure as never, {} as never);
    expect(isTransient(wrapped(new MongoNetworkError('read ECONNRESET')))).toBe(true);
    expect(isTransient(wrapped(serverError(10107)))).toBe(true);
    expect(isTransient(wrapped(serverError(11000)))).toBe(false);
  });
});
