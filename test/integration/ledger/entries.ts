import type { Actor, EntryBody } from '../../../src/ledger/ledger-entry.ts';

export const ada: Actor = { user: 'ada', host: 'desk' };
export const bob: Actor = { user: 'bob', host: 'laptop' };

/** An entry that carries a text. */
export const note = (text: string): EntryBody => ({ kind: 'transactionBegan', transaction: text });
