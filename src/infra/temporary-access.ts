import type { AccessEntry } from '../spec/blocks/atlas-access.ts';

/**
 * Whether Atlas removes the entry by itself (`deleteAfter`). Terraform's resource has no argument for that, so such entries
 * are made through the Admin API, as a step of their own.
 */
export const isTemporary = ({ deleteAfter }: AccessEntry): boolean => deleteAfter !== undefined;
