/**
 * Where a migration stands. `phase` in the file is what the user wants; the state is what is so.
 *
 *     absent -> provisioned -> initializing -> copying -> buildingIndexes -> following -> cuttingOver -> cutOver
 *                                                              |  ^                          |            |
 *                                                              |  +----- (undone) -----------+            |
 *                                                              v                                          v
 *                                                           detached                      reversing -> rolledBack
 *                                                                     \                      |           /
 *                                    any -> failed                      ---------> complete <-----------
 *
 * One table, total over states and phases, says what may be wished for in which state; docs/lifecycle.md explains it.
 */
import type { Phase } from '../spec/migration.ts';

export type MigrationState =
  | 'absent'
  | 'provisioned'
  | 'initializing'
  | 'copying'
  | 'buildingIndexes'
  | 'following'
  | 'paused'
  | 'cuttingOver'
  | 'cutOver'
  | 'reversing'
  | 'rolledBack'
  | 'detached'
  | 'complete'
  | 'failed';

/** `reach`: there is a way; `there`: nothing to do; a text: why not. */
export type Wish = 'reach' | 'there' | { readonly why: string; readonly hint: string };

const reach = 'reach';
const there = 'there';

const afterCutover = no('The applications use the destination already', 'Set phase: rolledBack to go back');
const afterEnd = no(
  'The migration is complete: its metadata is gone',
  'Give the file another name to begin a new migration',
);
const notCutOver = no('There is nothing to roll back: the cutover has not taken place', 'Set phase: synced or cutover');
const afterDetach = no(
  'The destination was detached: it no longer follows the source',
  'Set phase: complete, and begin anew into an empty destination',
);
const afterRollback = no('The migration was rolled back', 'Set phase: complete, or cutover to switch again');

/** What may be wished for in each state. */
const wishes: Readonly<Record<MigrationState, Readonly<Record<Phase, Wish>>>> = {
  absent: notStarted(reach),
  provisioned: notStarted(there),
  initializing: started(),
  copying: started(),
  buildingIndexes: started(),
  following: { ...started(), synced: reach },
  paused: started(),
  cuttingOver: {
    ...started(),
    prepared: no(
      'A cutover is half done',
      'Set phase: synced, then `godwit apply` takes it back; phase: cutover goes on',
    ),
    rolledBack: reach,
  },
  cutOver: {
    prepared: afterCutover,
    synced: afterCutover,
    detached: afterCutover,
    cutover: reach,
    rolledBack: reach,
    complete: reach,
  },
  reversing: {
    prepared: afterCutover,
    synced: afterCutover,
    detached: afterCutover,
    cutover: reach,
    rolledBack: reach,
    complete: reach,
  },
  rolledBack: {
    prepared: afterRollback,
    synced: afterRollback,
    detached: afterRollback,
    cutover: reach,
    rolledBack: there,
    complete: reach,
  },
  detached: {
    prepared: afterDetach,
    synced: afterDetach,
    detached: there,
    cutover: afterDetach,
    rolledBack: notCutOver,
    complete: reach,
  },
  complete: {
    prepared: afterEnd,
    synced: afterEnd,
    detached: afterEnd,
    cutover: afterEnd,
    rolledBack: afterEnd,
    complete: there,
  },
  failed: started(),
};

/** Whether the phase can be reached from the state. */
export function wish(state: MigrationState, phase: Phase): Wish {
  return wishes[state][phase];
}

function notStarted(prepared: Wish): Record<Phase, Wish> {
  return {
    prepared,
    synced: reach,
    detached: reach,
    cutover: reach,
    rolledBack: notCutOver,
    complete: no('The migration has not begun', 'Set phase: synced first'),
  };
}

function started(): Record<Phase, Wish> {
  return {
    prepared: no(
      'The sync has begun, and going back to prepared would throw the copy away',
      'Pause it with `godwit pause`; to give it up, drop what was copied and the database __godwit on the destination',
    ),
    synced: reach,
    detached: reach,
    cutover: reach,
    rolledBack: notCutOver,
    complete: no('The applications still use the source', 'Set phase: cutover first'),
  };
}

function no(why: string, hint: string): Wish {
  return { why, hint };
}
