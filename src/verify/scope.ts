import type { VerifiableCollection, VerificationMismatch } from '../sync/verification-port.ts';
import { type DocumentSize, unknownSize } from './bounded-lookups.ts';
import { PendingDocuments } from './pending-documents.ts';

/** A collection that is verified, and how far. */
export interface Scope {
  readonly collection: VerifiableCollection;
  readonly pending: PendingDocuments;
  readonly mismatches: Map<string, VerificationMismatch>;
  state: 'unscanned' | 'scanning' | 'scanned';
  comparedDocuments: number;
  /** How often it had to be read anew. */
  failedScans: number;
  readonly documentSize: DocumentSize;
}

export function newScope(collection: VerifiableCollection): Scope {
  return {
    collection,
    pending: new PendingDocuments(),
    mismatches: new Map(),
    state: 'unscanned',
    comparedDocuments: 0,
    failedScans: 0,
    documentSize: unknownSize(),
  };
}

/** Which collection of the source it has to be, where that can be said. */
export function uuidOf({ collection }: Scope, canCompareUuid: boolean): string | undefined {
  return canCompareUuid && collection.id !== '' ? collection.id : undefined;
}
