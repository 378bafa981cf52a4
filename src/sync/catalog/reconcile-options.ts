import { ExactDocument, encodeExact } from '../../mongo/bson/exact.ts';
import type { Document, MongoClient } from '../../mongo/driver.ts';
import { bucketsPrefix, type Namespace } from '../../mongo/namespace.ts';
import { limitChanges, limitsOf } from './capped-limits.ts';

/** Options that `collMod` changes under their own names, and what means "none" to it. */
const modifiable: readonly { readonly name: string; readonly unset: unknown }[] = [
  { name: 'validator', unset: {} },
  { name: 'validationLevel', unset: 'strict' },
  { name: 'validationAction', unset: 'error' },
  { name: 'changeStreamPreAndPostImages', unset: { enabled: false } },
  // What 4.4 and 5.0 have instead; servers of 6.0 still take it.
  { name: 'recordPreImages', unset: false },
];

/** Changes the destination collection's options to those of the source, as far as the server lets them be changed. */
export async function reconcileOptions(
  client: MongoClient,
  namespace: Namespace,
  present: ExactDocument,
  wanted: ExactDocument,
): Promise<void> {
  const isBuckets = namespace.coll.startsWith(bucketsPrefix);
  const changes = isBuckets ? timeSeriesChanges(present, wanted) : optionChanges(present, wanted);
  if (Object.keys(changes).length === 0) return;
  const target = isBuckets ? namespace.coll.slice(bucketsPrefix.length) : namespace.coll;
  await client.db(namespace.db).command({ collMod: target, ...changes, writeConcern: { w: 'majority' } });
}

function optionChanges(present: ExactDocument, wanted: ExactDocument): Document {
  const changes: Document = {};
  for (const { name, unset } of modifiable) {
    if (!isEqual(present.get(name), wanted.get(name))) changes[name] = wanted.get(name) ?? unset;
  }
  return { ...changes, ...limitChanges(limitsOf(present), limitsOf(wanted)) };
}

/** Bucketing can only be made coarser, and only by these parameters. */
function timeSeriesChanges(present: ExactDocument, wanted: ExactDocument): Document {
  const before = present.get('timeseries') as ExactDocument | undefined;
  const after = wanted.get('timeseries') as ExactDocument | undefined;
  if (before === undefined || after === undefined || isEqual(before, after)) return {};
  const granularity = after.get('granularity');
  if (granularity !== undefined) return { timeseries: { granularity } };
  const bucketMaxSpanSeconds = after.get('bucketMaxSpanSeconds');
  const bucketRoundingSeconds = after.get('bucketRoundingSeconds');
  return { timeseries: { bucketMaxSpanSeconds, bucketRoundingSeconds } };
}

function isEqual(a: unknown, b: unknown): boolean {
  return encodeExact(wrap(a)).equals(encodeExact(wrap(b)));
}

function wrap(value: unknown): ExactDocument {
  const wrapped = new ExactDocument();
  if (value !== undefined) wrapped.append('value', value);
  return wrapped;
}
