import { expect, it } from 'vitest';
import {
  Int32,
  Long,
  MongoError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoTopologyClosedError,
} from '../../../src/mongo/driver.ts';
import { packError, unpackError } from '../../../src/mongo/error-parcel.ts';
import { codeOf, collectionUuidMismatch, isCursorLost, isTransient } from '../../../src/mongo/failures.ts';

/** As one that passed from a thread to another. */
function passed(error: unknown): Error {
  return unpackError(structuredClone(packError(error)));
}

const labelled = new MongoNetworkError('cut');
labelled.addErrorLabel('RetryableWriteError');
const wrapped = Object.assign(new MongoError('something else'), { code: new Int32(43) });
class Unexported extends MongoNetworkError {
  override get name() {
    return 'MongoPoolClearedError';
  }
}

it.each([
  new MongoServerError({ message: 'stepped down', code: 189, errorLabels: ['RetryableWriteError'] }),
  new MongoServerError({ message: 'no such cursor', code: 43, at: Long.fromString('9223372036854775807') }),
  new MongoServerError({ message: 'refused', code: 13 }),
  new MongoNetworkTimeoutError('silent'),
  new MongoTopologyClosedError(),
  new Unexported('cleared'),
  labelled,
  wrapped,
  Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }),
  new RangeError('The reply holds no cursor'),
])('$name "$message" means the same in another thread', (error) => {
  const arrived = passed(error);
  expect(arrived).toBeInstanceOf(Error);
  expect(arrived).toMatchObject({ name: error.name, message: error.message, stack: error.stack });
  const meaning = (one: unknown) => [
    isTransient(one),
    isCursorLost(one),
    codeOf(one),
    one instanceof MongoNetworkError,
  ];
  expect(meaning(arrived)).toEqual(meaning(error));
  if (error instanceof MongoError) expect((arrived as MongoError).errorLabels).toEqual(error.errorLabels);
});

it('what a server told beside its code arrives too', () => {
  const error = new MongoServerError({ message: 'moved', code: 361, actualCollection: 'elsewhere' });
  expect(collectionUuidMismatch(passed(error))).toEqual({ actualCollection: 'elsewhere' });
});
