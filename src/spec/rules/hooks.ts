import { specCodes } from '../error-codes.ts';
import { errorAt, indexed, type Rule } from './rule.ts';

/** Moments before the switch: when the cutover is undone after one of them, its effect has to be undone as well. */
const undoable = new Set(['beforeBlock', 'afterBlock', 'beforeSwitch']);

/** Hooks that may leave applications stopped when a cutover is undone. */
export const hooks: Rule = (file) =>
  indexed(file.cutover?.hooks)
    .filter(({ item }) => undoable.has(item.on) && item.undo === undefined)
    .map(({ item, index }) =>
      errorAt(`/cutover/hooks/${index}/on`, specCodes.hookWithoutUndo, {
        summary: `The hook on ${item.on} has no \`undo\``,
        detail: 'When the cutover is undone, whatever this hook stopped would stay stopped',
        hint: 'Add `undo: [PROGRAM, ARGUMENT]`, or `undo: none` when there is nothing to take back',
      }),
    );
