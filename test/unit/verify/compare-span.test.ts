import { describe, expect, it } from 'vitest';
import { compareSpan } from '../../../src/verify/compare-span.ts';
import { type DocumentReader, documentBatch } from '../../../src/verify/span-side.ts';
import { BSON } from '../../support/driver.ts';
import { fc } from '../../support/fast-check.ts';

/** Documents by `_id`, which they come in the order of. */
type Side = ReadonlyMap<number, string>;

/** Hands the documents out in batches of these sizes, by turns; a batch may lie anywhere in the reply that it came in. */
function reader(side: Side, sizes: readonly number[]): DocumentReader {
  const documents = [...side].sort(([a], [b]) => a - b).map(([_id, text]) => ({ _id, text }));
  let batches = 0;
  return {
    next: async () => {
      if (documents.length === 0) return undefined;
      const reply = BSON.serialize({ nextBatch: documents.splice(0, sizes[batches++ % sizes.length]) });
      return documentBatch(Buffer.from(reply), 4 + 1 + 'nextBatch'.length + 1);
    },
  };
}

async function compare(source: DocumentReader, destination: DocumentReader) {
  const suspects = new Set<number>();
  const aligned: number[] = [];
  let [documents, bytes] = [0, 0];
  await compareSpan(source, destination, {
    equal: (more, moreBytes) => {
      documents += more;
      bytes += moreBytes;
    },
    suspect: (ids) => {
      for (const { buffer, start } of ids) suspects.add(buffer.readInt32LE(start));
    },
    aligned: (id, equal) => {
      aligned.push(id.buffer.readInt32LE(id.start), documents + equal.documents);
    },
  });
  return { suspects, documents, bytes, aligned };
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
const text = fc.constantFrom('', 'a', 'b', 'longer');
const documents = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), text), { maxLength: 200 });

describe('the comparison of a span', () => {
  it('counts what is equal and suspects everything else, however both sides are cut into batches', async () => {
    const change = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.option(text));
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(change, { maxLength: 6 }),
        sizes,
        fc.option(sizes),
        async (common, changes, cut, otherCut) => {
          const source = new Map(common);
          const destination = new Map(common);
          for (const [id, changed] of changes) {
            if (changed === null) destination.delete(id);
            else destination.set(id, changed);
          }

          const found = await compare(reader(source, cut), reader(destination, otherCut ?? cut));

          const ids = new Set([...source.keys(), ...destination.keys()]);
          const unequal = [...ids].filter((id) => source.get(id) !== destination.get(id));
          for (const id of unequal) expect(found.suspects).toContain(id);
          expect(found.documents).toBe(ids.size - found.suspects.size);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of equal sides finds every document and byte equal, and tells how far it has come', async () => {
    await fc.assert(
      fc.asyncProperty(documents, sizes, fc.option(sizes), async (common, cut, otherCut) => {
        const side = new Map(common);

        const found = await compare(reader(side, cut), reader(side, otherCut ?? cut));

        const sizeBytes = [...side].reduce((sum, [_id, text]) => sum + BSON.calculateObjectSize({ _id, text }), 0);
        expect(found).toMatchObject({ suspects: new Set(), documents: side.size, bytes: sizeBytes });
        // What lies before a document that is told was counted, and no more.
        const ids = [...side.keys()].sort((a, b) => a - b);
        for (let at = 0; at < found.aligned.length; at += 2) {
          expect(ids.indexOf(found.aligned[at]!)).toBe(found.aligned[at + 1]);
        }
      }),
    );
  });
});
