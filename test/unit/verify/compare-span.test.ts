import { describe, expect, it } from 'vitest';
import type { BsonValue } from '../../../src/mongo/bson/value.ts';
import { compareSpan, type Togetherness } from '../../../src/verify/compare-span.ts';
import { type DocumentReader, documentBatch } from '../../../src/verify/span-side.ts';
import { BSON } from '../../support/driver.ts';
import { fc } from '../../support/fast-check.ts';

/** Documents by `_id`, which they come in the order of. */
type Side = ReadonlyMap<number, string>;

const inIdOrder = (side: Side) => [...side].sort(([a], [b]) => a - b);

function reader(side: Side, sizes: readonly number[]): DocumentReader {
  return readerOf(inIdOrder(side), sizes);
}

/** Hands the documents out in batches of these sizes, by turns; a batch may lie anywhere in the reply that it came in. */
function readerOf(entries: readonly (readonly [number, string])[], sizes: readonly number[]): DocumentReader {
  const documents = entries.map(([_id, text]) => ({ _id, text }));
  let batches = 0;
  return {
    next: async () => {
      if (documents.length === 0) return undefined;
      const reply = BSON.serialize({ nextBatch: documents.splice(0, sizes[batches++ % sizes.length]) });
      return documentBatch(Buffer.from(reply), 4 + 1 + 'nextBatch'.length + 1);
    },
  };
}

/** Of sides that come in orders of their own there is no telling how far all was compared. */
async function compare(
  source: DocumentReader,
  destination: DocumentReader,
  order: 'one' | 'own' = 'one',
  isWorthwhile?: (sides: Togetherness) => boolean,
) {
  const suspects = new Set<number>();
  const aligned: number[] = [];
  let [documents, bytes] = [0, 0];
  const sink = {
    equal: (more: number, moreBytes: number) => {
      documents += more;
      bytes += moreBytes;
    },
    suspect: (ids: readonly BsonValue[]) => {
      for (const { buffer, start } of ids) suspects.add(buffer.readInt32LE(start));
    },
  };
  const tellsHowFar = {
    aligned: (id: BsonValue, equal: { readonly documents: number }) => {
      aligned.push(id.buffer.readInt32LE(id.start), documents + equal.documents);
    },
  };
  const whole = order === 'one' ? { ...sink, ...tellsHowFar } : sink;
  const isWhole = await compareSpan(source, destination, whole, isWorthwhile);
  return { suspects, documents, bytes, aligned, isWhole };
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

  it('suspects nothing but what is unequal where both sides come in any orders, each in its own', async () => {
    const place = fc.integer({ min: 0, max: 1_000 });
    const written = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), text, place, place), { maxLength: 200 });
    const change = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.option(text));
    await fc.assert(
      fc.asyncProperty(
        written,
        fc.array(change, { maxLength: 6 }),
        sizes,
        sizes,
        async (rows, changes, cut, otherCut) => {
          const places = new Map(rows.map(([id, , here, there]) => [id, { here, there }]));
          const source = new Map(rows.map(([id, value]) => [id, value]));
          const destination = new Map(source);
          for (const [id, changed] of changes) {
            if (changed === null) destination.delete(id);
            else destination.set(id, changed);
          }
          const lyingBy = (side: Side, where: 'here' | 'there') =>
            [...side].sort(([a], [b]) => (places.get(a)?.[where] ?? 0) - (places.get(b)?.[where] ?? 0));

          const found = await compare(
            readerOf(lyingBy(source, 'here'), cut),
            readerOf(lyingBy(destination, 'there'), otherCut),
            'own',
          );

          const ids = new Set([...source.keys(), ...destination.keys()]);
          const unequal = [...ids].filter((id) => source.get(id) !== destination.get(id));
          expect([...found.suspects].sort((a, b) => a - b)).toEqual(unequal.sort((a, b) => a - b));
          expect(found.documents).toBe(ids.size - unequal.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('ends where the sides go together too badly, and says so', async () => {
    const side = new Map(Array.from({ length: 400 }, (_, id) => [id, 'a']));
    const backwards = inIdOrder(side).reverse();
    const told: Togetherness[] = [];

    const found = await compare(reader(side, [20]), readerOf(backwards, [20]), 'own', (sides) => {
      told.push(sides);
      return sides.putAside <= 100;
    });

    expect(found.isWhole).toBe(false);
    expect(told.at(-1)).toMatchObject({ met: 0, handedOver: 0 });
    expect(told.at(-1)!.putAside).toBeLessThanOrEqual(140);
    expect((await compare(reader(side, [20]), readerOf(backwards, [20]), 'own')).isWhole).toBe(true);
  });
});
