/** The error of a watch that goes back to the source: the ledger's entry with it tells such a rollback from one that was asked for. */
export const rollsBackCode = 'GW873';
