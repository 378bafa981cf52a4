import type { DifferenceList } from './difference.ts';
import { Pairing } from './pairing.ts';
import { bufferOf, describeId } from './raw-document.ts';

/** Documents of one side, as raw BSON. */
export type Documents = AsyncIterable<Uint8Array>;

/** How much was read from the source. */
export interface Amount {
  documents: number;
  bytes: number;
}

/** Compares two streams of documents by `_id`, in whatever order they come; the same order saves memory. */
export async function compareDocuments(
  namespace: string,
  source: Documents,
  destination: Documents,
  differences: DifferenceList,
): Promise<Amount> {
  const sourceReader = source[Symbol.asyncIterator]();
  const destinationReader = destination[Symbol.asyncIterator]();
  const pairing = new Pairing(namespace, differences);
  const amount = { documents: 0, bytes: 0 };
  for (;;) {
    const [ours, theirs] = await Promise.all([sourceReader.next(), destinationReader.next()]);
    if (ours.done && theirs.done) break;
    if (!ours.done) {
      amount.documents += 1;
      amount.bytes += ours.value.length;
    }
    if (!ours.done && !theirs.done && bufferOf(ours.value).equals(theirs.value)) continue;
    if (!ours.done) pairing.add('source', ours.value);
    if (!theirs.done) pairing.add('destination', theirs.value);
  }
  pairing.finish();
  return amount;
}

/** Compares capped collections, where the order counts as well; the server may have evicted the oldest documents. */
export async function compareCapped(
  namespace: string,
  source: Documents,
  destination: Documents,
  differences: DifferenceList,
  { ignoreHead }: { ignoreHead: boolean },
): Promise<Amount> {
  const all = [await collect(source), await collect(destination)] as const;
  const [ours, theirs] = ignoreHead ? withoutEvicted(...all) : all;
  const countBefore = differences.count;
  const amount = await compareDocuments(namespace, streamOf(ours), streamOf(theirs), differences);
  const position = ours.findIndex((document, index) => theirs[index] && !document.equals(theirs[index]));
  if (differences.count === countBefore && position !== -1) {
    differences.add({
      ...{ namespace, subject: 'order', kind: 'different', what: `from document ${position} on` },
      ...{ source: describeId(ours[position]!), destination: describeId(theirs[position]!) },
    });
  }
  return amount;
}

async function collect(documents: Documents): Promise<Buffer[]> {
  const collected: Buffer[] = [];
  for await (const document of documents) collected.push(Buffer.from(document));
  return collected;
}

async function* streamOf(documents: readonly Buffer[]): Documents {
  yield* documents;
}

/** Both sides from where the one begins that evicted more. */
function withoutEvicted(ours: Buffer[], theirs: Buffer[]): readonly [Buffer[], Buffer[]] {
  const ourStart = positionOf(theirs[0], ours);
  const theirStart = positionOf(ours[0], theirs);
  // When each has the other's first document further down, the order differs and nothing was evicted.
  if (ourStart > 0 && theirStart > 0) return [ours, theirs];
  return [ours.slice(Math.max(0, ourStart)), theirs.slice(Math.max(0, theirStart))];
}

function positionOf(document: Buffer | undefined, documents: readonly Buffer[]): number {
  return document ? documents.findIndex((other) => other.equals(document)) : -1;
}
