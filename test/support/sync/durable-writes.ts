/** What an engine writes down on the destination to be able to go on, as its messages show it. */

const writes = ['insert', 'update', 'delete', 'findAndModify'].map((name) => `\u0002${name}\u0000`);

/** A message of a client that writes metadata; the regular renewals of the lease apart, whose number depends on time. */
export function isDurableWrite(message: Buffer): boolean {
  if (!message.includes('__godwit') || !writes.some((name) => message.includes(name))) return false;
  const isOfLease = message.includes('expiresAt');
  return !isOfLease || message.includes('acquiredAt') || message.includes('$setOnInsert');
}
