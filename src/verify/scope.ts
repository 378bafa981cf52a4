import type { VerifiableCollection } from '../sync/verification-port.ts';
import { type DocumentSize, unknownSize } from './bounded-lookups.ts';
import { Mismatches } from './mismatches.ts';
import { PendingDocuments } from './pending-documents.ts';
import type { Room } from './room.ts';

/** A collection that is verified, and how far. */
export interface Scope {
  readonly collection: VerifiableCollection;
  readonly pending: PendingDocuments;
  readonly mismatches: Mismatches;
  state: 'unscanned' | 'scanning' | 'scanned';
  comparedDocuments: number;
  /** How often it had to be read anew. */
  failedScans: number;
  readonly documentSize: DocumentSize;
}

/** What the scopes of one verification may remember together. */
export interface Rooms {
  readonly pending: Room;
  readonly mismatches: Room;
}

export function newScope(collection: VerifiableCollection, rooms: Rooms): Scope {
  return {
    collection,
    pending: new PendingDocuments(rooms.pending),
    mismatches: new Mismatches(rooms.mismatches),
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
