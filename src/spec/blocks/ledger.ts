import type { Ledger as LedgerBlock } from '../generated/migration.ts';
import { type ConnectionSettings, normalizeConnection } from './connection.ts';

/** Where journal, lock and history are kept. */
export type Ledger =
  | { readonly type: 'auto' }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'mongodb'; readonly connection: ConnectionSettings; readonly database: string };

export function normalizeLedger(block: LedgerBlock | undefined): Ledger {
  if (block?.type === 'file') return { type: 'file', path: block.file?.path ?? '.godwit' };
  if (block?.type !== 'mongodb') return { type: 'auto' };
  const settings = block.mongodb!;
  return {
    type: 'mongodb',
    connection: normalizeConnection({ ...settings, uri: settings.uri! }),
    database: settings.database ?? '__godwit',
  };
}
