/**
 * Looks documents up by `_id` that are not equal, or may not be any more, until both sides agree, or disagree without a
 * change that could explain it.
 */
import { holdsNameTwice } from '../mongo/bson/repeated-name.ts';
import type { BsonValue } from '../mongo/bson/value.ts';
import type { VerifiableSync, VerificationMismatch } from '../sync/verification-port.ts';
import { BoundedLookups } from './bounded-lookups.ts';
import { conclusiveAttempts, isPassing } from './collections-of-sync.ts';
import { documentsById } from './documents-by-id.ts';
import { keyOf, type PendingDocument } from './pending-documents.ts';
import type { RepairRecord } from './repair-record.ts';
import { type Scope, uuidOf } from './scope.ts';

/** Documents that are looked up at once. */
export const lookupSize = 200;
/** More than this do not wait for the end of a scan, which may take hours. */
const maxWaiting = 20_000;
/** A repaired document that still differs is tried so often. */
const repairAttempts = 10;

export class SecondLook {
  readonly #sync: VerifiableSync;
  readonly #repairs: RepairRecord;
  readonly #canCompareUuid: boolean;
  readonly #lookups: BoundedLookups;

  constructor(sync: VerifiableSync, repairs: RepairRecord, canCompareUuid: boolean) {
    this.#sync = sync;
    this.#repairs = repairs;
    this.#canCompareUuid = canCompareUuid;
    this.#lookups = new BoundedLookups(sync.memoryBytes);
  }

  /** At all that waits for it by now; what comes meanwhile waits on. */
  async atPending(scope: Scope): Promise<void> {
    const waiting = scope.pending.size;
    const toRepair: BsonValue[] = [];
    for (let done = 0; done < waiting && !this.#sync.signal.aborted; done += lookupSize) {
      const documents = scope.pending.take(Math.min(lookupSize, waiting - done));
      if (documents.length === 0) break;
      try {
        toRepair.push(...(await this.at(scope, documents)));
      } catch (error) {
        for (const document of documents) scope.pending.add(document.id, document.since);
        if (!isPassing(error)) throw error;
        break;
      }
    }
    // All at once: of two keys that are equal in value one has to give way to the other.
    if (toRepair.length === 0) return;
    await this.#repairs.tell();
    await this.#sync.repair?.(scope.collection.id, toRepair);
  }

  /** At all that waits, where that has become much: it is not to grow with the collection. */
  async atMany(scope: Scope): Promise<void> {
    if (scope.pending.size > maxWaiting && !this.#sync.signal.aborted) await this.atPending(scope);
  }

  /** @returns what is to be repaired, and compared once more behind that */
  async at(scope: Scope, documents: readonly PendingDocument[]): Promise<readonly BsonValue[]> {
    const toRepair: BsonValue[] = [];
    for (let done = 0; done < documents.length; ) {
      const some = documents.slice(done, done + this.#lookups.countOf(scope.documentSize));
      const found = await this.#compareSome(scope, some);
      if (found === undefined) continue;
      toRepair.push(...found);
      done += some.length;
    }
    return toRepair;
  }

  /** @returns what is to be repaired; `undefined` where that would be too much at once, which is known now */
  async #compareSome(scope: Scope, documents: readonly PendingDocument[]): Promise<readonly BsonValue[] | undefined> {
    const { collection } = scope;
    const looked = await this.#lookups.during(async () => {
      const options = {
        client: this.#sync.source,
        namespace: collection.source,
        uuid: uuidOf(scope, this.#canCompareUuid),
        match: collection.match,
        readAfter: documents.reduce((latest, { since }) => (since > latest ? since : latest), 0n),
      };
      const ids = documents.map(({ id }) => id);
      const source = await this.#lookups.read(options, ids, scope.documentSize);
      if (source === undefined) return undefined;
      const found = await this.#unequal(scope, documents, source.documents);
      // Of their own: they lie in a reply with all others.
      const kept = found.map(({ document: { id } }) => {
        const bytes = source.documents.get(keyOf(id));
        return [keyOf(id), bytes && Buffer.from(bytes)] as const;
      });
      return {
        found,
        readUntil: source.readUntil,
        bytes: new Map(kept.flatMap(([key, own]) => (own ? [[key, own]] : []))),
      };
    });
    if (looked === undefined) return undefined;
    let { found: unequal } = looked;
    if (unequal.length > 0 && looked.readUntil !== undefined) {
      await this.#sync.whenApplied(looked.readUntil);
      const again = unequal.map(({ document }) => document);
      unequal = await this.#lookups.during(async () => await this.#unequal(scope, again, looked.bytes));
    }
    const unequalKeys = new Set(unequal.map(({ document }) => keyOf(document.id)));
    for (const document of documents) {
      const key = keyOf(document.id);
      if (unequalKeys.has(key)) continue;
      scope.mismatches.delete(document.id);
      this.#repairs.isEqual(collection, document);
    }
    return unequal.flatMap((found) => (this.#conclude(scope, found) ? [found.document.id] : []));
  }

  async #unequal(
    { collection }: Scope,
    documents: readonly PendingDocument[],
    source: ReadonlyMap<string, Buffer>,
  ): Promise<readonly UnequalDocument[]> {
    const destination = await documentsById(
      { client: this.#sync.destination, namespace: collection.destination },
      documents.map(({ id }) => id),
    );
    return documents.flatMap((document) => {
      const key = keyOf(document.id);
      const kind = mismatchKind(source.get(key), destination.documents.get(key));
      // A capped collection loses its oldest documents at a moment of each server's own choice.
      if (kind === undefined || (kind === 'extra' && collection.isCapped)) return [];
      return [{ document, kind, isInexact: kind === 'different' && holdsNameTwice(source.get(key)!) }];
    });
  }

  /**
   * An unequal document that did not change meanwhile gets a few more chances, then it is a mismatch.
   * @returns whether it is to be repaired
   */
  #conclude({ pending, mismatches, collection }: Scope, { document, kind, isInexact }: UnequalDocument): boolean {
    const { repair, isBehindGap, repairsMismatches } = this.#sync;
    if (pending.has(document.id)) return false;
    const isExpected = repair !== undefined && (isBehindGap === true || isInexact);
    // The rows of a capped collection lie in an order that no repair restores.
    const isMended = repair !== undefined && repairsMismatches === true && !collection.isCapped;
    const isCertain = document.attempts + 1 >= conclusiveAttempts;
    if (!isCertain || ((isExpected || isMended) && document.attempts + 1 < repairAttempts)) {
      if (isCertain && !isExpected) this.#repairs.add(collection, document, kind);
      pending.putBack(document);
      return isExpected || (isMended && isCertain);
    }
    mismatches.add(collection, document.id, kind);
    return false;
  }
}

interface UnequalDocument {
  readonly document: PendingDocument;
  readonly kind: VerificationMismatch['kind'];
  /** No engine can follow updates of it exactly, so that a difference is no sign of a fault: it is fetched again. */
  readonly isInexact: boolean;
}

function mismatchKind(
  source: Buffer | undefined,
  destination: Buffer | undefined,
): VerificationMismatch['kind'] | undefined {
  if (source === undefined) return destination === undefined ? undefined : 'extra';
  if (destination === undefined) return 'missing';
  return source.equals(destination) ? undefined : 'different';
}
