import { describeValue } from '../mongo/bson/value.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import type {
  RepairedDocuments,
  VerifiableCollection,
  VerifiableSync,
  VerificationMismatch,
} from '../sync/verification-port.ts';
import { keyOf, type PendingDocument } from './pending-documents.ts';

const maxNamed = 100;

/** What was repaired because it differed: counted once each, named, and told before it is done. */
export class RepairRecord {
  readonly #sync: VerifiableSync;
  /** Repaired, and not found equal since. */
  readonly #open = new Set<string>();
  readonly #documents: VerificationMismatch[];
  #count: number;
  #told: number;

  constructor(sync: VerifiableSync) {
    this.#sync = sync;
    const { count, documents } = sync.repairedBefore ?? { count: 0, documents: [] };
    this.#count = count;
    this.#told = count;
    this.#documents = [...documents];
  }

  /** Absent where nothing is repaired, nor ever was. */
  get repaired(): RepairedDocuments | undefined {
    if (this.#count === 0 && this.#sync.repairsMismatches !== true) return undefined;
    return { count: this.#count, documents: this.#documents };
  }

  add(collection: VerifiableCollection, { id }: PendingDocument, kind: VerificationMismatch['kind']): void {
    const key = `${collection.id} ${keyOf(id)}`;
    if (this.#open.has(key)) return;
    this.#open.add(key);
    this.#count += 1;
    if (this.#documents.length < maxNamed)
      this.#documents.push({ namespace: formatNamespace(collection.source), kind, id: describeValue(id) });
  }

  /** It is equal: if it differs another time, that is another repair. */
  isEqual(collection: VerifiableCollection, { id }: PendingDocument): void {
    if (this.#open.size > 0) this.#open.delete(`${collection.id} ${keyOf(id)}`);
  }

  /** Before anything is written. */
  async tell(): Promise<void> {
    if (this.#count === this.#told) return;
    await this.#sync.beforeRepair?.({ count: this.#count, documents: [...this.#documents] });
    this.#told = this.#count;
  }
}
