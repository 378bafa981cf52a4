import type { HookEvent } from '../../spec/blocks/cutover.ts';

/** A cutover, or the rollback that is a cutover in the other direction. */
export interface Passage {
  readonly transaction: 'cutover' | 'rollback';
  /** The cluster that applications leave, in words. */
  readonly from: 'source' | 'destination';
  readonly hooks: { readonly before: HookEvent; readonly at: HookEvent; readonly after?: HookEvent };
}
