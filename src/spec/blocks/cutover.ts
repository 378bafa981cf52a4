import type { WindowRule } from '../cutover-window.ts';
import type { Cutover as CutoverBlock, Hook as HookBlock } from '../generated/migration.ts';
import { type Action, commandAction, type HttpCall, normalizeAction, normalizeHttp } from './action.ts';
import { durationMs, sizeBytes } from './units.ts';

export interface Approval {
  readonly name: string;
  /** Empty: anyone but the one who started the run. */
  readonly by: readonly string[];
  readonly count: number;
}

export interface Gates {
  readonly maxLagMs: number;
  /** Undefined with verification off. */
  readonly verifiedWithinMs?: number | undefined;
  readonly approvals: readonly Approval[];
  readonly http: readonly HttpCall[];
  readonly commands: readonly { readonly command: readonly string[]; readonly timeoutMs: number }[];
}

export type HookEvent = HookBlock['on'];

export interface Hook {
  readonly on: HookEvent;
  readonly name: string;
  readonly action: Action;
  /** What takes the hook back; undefined when there is nothing to take back. */
  readonly undo?: Action | undefined;
  readonly timeoutMs: number;
  readonly onFailure: 'stop' | 'continue';
}

export interface Watch {
  readonly forMs: number;
  readonly everyMs: number;
  readonly failures: number;
  readonly http: readonly HttpCall[];
  readonly commands: readonly (readonly string[])[];
  readonly onFailure: 'alert' | 'rollBack';
}

/** What is read on the destination before writes are blocked. */
export interface Warm {
  readonly mode: 'hottest' | 'none';
  readonly maxTimeMs: number;
  readonly maxBytes: number;
}

/** When and how the destination takes over. */
export interface Cutover {
  readonly mode: 'manual' | 'auto' | 'window';
  readonly window?: WindowRule | undefined;
  readonly gates: Gates;
  readonly timeoutMs: number;
  readonly block: {
    readonly source: 'auto' | 'server' | 'roles' | 'external';
    readonly destination: 'auto' | 'server' | 'roles' | 'none';
    /** Of the cluster that applications have left. */
    readonly afterComplete: 'keep' | 'release';
  };
  readonly hooks: readonly Hook[];
  readonly rollback: { readonly mode: 'auto' | 'reverse' | 'none'; readonly keepForMs: number };
  readonly warm: Warm;
  readonly watch?: Watch | undefined;
}

export function normalizeCutover(block: CutoverBlock | undefined, isVerified: boolean): Cutover {
  return {
    mode: block?.mode ?? 'manual',
    window: normalizeWindow(block?.window),
    gates: normalizeGates(block?.gates, isVerified),
    timeoutMs: durationMs(block?.timeout ?? '60s'),
    block: {
      source: block?.block?.source ?? 'auto',
      destination: block?.block?.destination ?? 'auto',
      afterComplete: block?.block?.afterComplete ?? 'keep',
    },
    hooks: (block?.hooks ?? []).map(normalizeHook),
    rollback: { mode: block?.rollback?.mode ?? 'auto', keepForMs: durationMs(block?.rollback?.keepFor ?? '48h') },
    warm: {
      mode: block?.warm?.mode ?? 'hottest',
      maxTimeMs: durationMs(block?.warm?.maxTime ?? '30s'),
      maxBytes: sizeBytes(block?.warm?.maxBytes ?? '2GB'),
    },
    watch: normalizeWatch(block?.watch),
  };
}

function normalizeWindow(window: CutoverBlock['window']): WindowRule | undefined {
  if (window === undefined) return undefined;
  const { duration, ...rest } = window;
  return { ...rest, durationMs: durationMs(duration!) };
}

function normalizeGates(block: CutoverBlock['gates'], isVerified: boolean): Gates {
  return {
    maxLagMs: durationMs(block?.maxLag ?? '10s'),
    verifiedWithinMs: isVerified ? durationMs(block?.verifiedWithin ?? '15m') : undefined,
    approvals: (block?.approvals ?? []).map(({ name, by, count }) => ({ name, by: by ?? [], count: count ?? 1 })),
    http: (block?.http ?? []).map((call) => normalizeHttp(call, 'GET')),
    commands: (block?.command ?? []).map(({ run, timeout }) => ({
      command: run,
      timeoutMs: durationMs(timeout ?? '30s'),
    })),
  };
}

function normalizeHook(block: HookBlock): Hook {
  const action = normalizeAction(block);
  const nameOf = (one: Action) => (one.kind === 'command' ? one.command.join(' ') : `${one.http.method} request`);
  return {
    on: block.on,
    name: block.name ?? nameOf(action),
    action,
    undo: normalizeUndo(block.undo),
    timeoutMs: durationMs(block.timeout ?? '30s'),
    onFailure: block.onFailure ?? 'stop',
  };
}

function normalizeUndo(undo: HookBlock['undo']): Action | undefined {
  if (undo === undefined || undo === 'none') return undefined;
  return Array.isArray(undo) ? commandAction(undo) : normalizeAction(undo);
}

function normalizeWatch(block: CutoverBlock['watch']): Watch | undefined {
  return (
    block && {
      forMs: durationMs(block.for!),
      everyMs: durationMs(block.every ?? '30s'),
      failures: block.failures ?? 3,
      http: (block.http ?? []).map((call) => normalizeHttp(call, 'GET')),
      commands: block.command ?? [],
      onFailure: block.onFailure ?? 'alert',
    }
  );
}
