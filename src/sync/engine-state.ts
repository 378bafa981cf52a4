import type { RunPhase, RunRecord } from './run-record.ts';

/**
 * The states of the sync engine, those of mongosync's API, and what leads from one to another:
 *
 *     INITIALIZING -> IDLE -> RUNNING <-> PAUSED
 *                              |  ^
 *                              v  | (commit undone)
 *                           COMMITTING -> COMMITTED -> REVERSING -> RUNNING
 */
export type EngineState = 'INITIALIZING' | 'IDLE' | 'RUNNING' | 'PAUSED' | 'COMMITTING' | 'COMMITTED' | 'REVERSING';

export type EngineEvent =
  | 'initialized'
  | 'recoveredRunning'
  | 'recoveredPaused'
  | 'recoveredCommitting'
  | 'recoveredCommitted'
  | 'start'
  | 'pause'
  | 'resume'
  | 'resumeCommitted'
  | 'repair'
  | 'fail'
  | 'commit'
  | 'undoCommit'
  | 'commitUndone'
  | 'finish'
  | 'committed'
  | 'reverse'
  | 'reversed'
  | 'reverseFailed';

const illegal = undefined;

/** Total: adding a state or an event does not compile until each pair has an answer. */
const transitions: Readonly<Record<EngineState, Readonly<Record<EngineEvent, EngineState | undefined>>>> = {
  INITIALIZING: {
    ...allIllegal(),
    initialized: 'IDLE',
    recoveredRunning: 'RUNNING',
    recoveredPaused: 'PAUSED',
    recoveredCommitting: 'COMMITTING',
    recoveredCommitted: 'COMMITTED',
    fail: 'PAUSED',
  },
  IDLE: { ...allIllegal(), start: 'RUNNING' },
  RUNNING: { ...allIllegal(), pause: 'PAUSED', fail: 'PAUSED', commit: 'COMMITTING' },
  // A sync whose destination takes writes already has nothing left but to be finished.
  PAUSED: { ...allIllegal(), resume: 'RUNNING', resumeCommitted: 'COMMITTING', repair: 'RUNNING' },
  COMMITTING: {
    ...allIllegal(),
    undoCommit: 'RUNNING',
    commitUndone: 'RUNNING',
    finish: 'COMMITTING',
    committed: 'COMMITTED',
    fail: 'PAUSED',
  },
  COMMITTED: { ...allIllegal(), reverse: 'REVERSING' },
  REVERSING: { ...allIllegal(), reversed: 'RUNNING', reverseFailed: 'COMMITTED', fail: 'PAUSED' },
};

function allIllegal(): Record<EngineEvent, undefined> {
  return {
    initialized: illegal,
    recoveredRunning: illegal,
    recoveredPaused: illegal,
    recoveredCommitting: illegal,
    recoveredCommitted: illegal,
    start: illegal,
    pause: illegal,
    resume: illegal,
    resumeCommitted: illegal,
    repair: illegal,
    fail: illegal,
    commit: illegal,
    undoCommit: illegal,
    commitUndone: illegal,
    finish: illegal,
    committed: illegal,
    reverse: illegal,
    reversed: illegal,
    reverseFailed: illegal,
  };
}

/** The state after the event, or `undefined` where the event is not legal. */
export function nextEngineState(state: EngineState, event: EngineEvent): EngineState | undefined {
  return transitions[state][event];
}

/** The events that people may ask for in a state. */
export function allowedRequests(state: EngineState): readonly EngineEvent[] {
  const requests: readonly EngineEvent[] = ['start', 'pause', 'resume', 'commit', 'undoCommit', 'finish', 'reverse'];
  return requests.filter((event) => transitions[state][event] !== illegal);
}

/** How a process begins that takes up a sync. */
export function recoveryOf({ phase, isPaused }: RunRecord): EngineEvent {
  const events: Record<RunPhase, EngineEvent> = {
    initializing: 'recoveredRunning',
    syncing: 'recoveredRunning',
    committing: 'recoveredCommitting',
    writable: 'recoveredCommitting',
    committed: 'recoveredCommitted',
  };
  return isPaused && phase !== 'committed' ? 'recoveredPaused' : events[phase];
}
