/** What every tool of the benchmark can do, however it is driven. */
import type { ClusterTime } from '../../src/mongo/cluster-time.ts';
import type { Arena } from '../arena.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Measurement } from '../measure/measurement.ts';

export interface ToolIdentity {
  /** As on the command line. */
  readonly id:
    | 'bound'
    | 'bound-reading'
    | 'godwit'
    | 'godwit-workers'
    | 'dump-restore'
    | 'clustersync'
    | 'migration-verifier';
  /** As people call it. */
  readonly name: string;
  /** Why it cannot be measured here. */
  readonly missing?: string | undefined;
}

/** Copies everything of the source, indexes included, to an empty destination. */
export interface CopyTool extends ToolIdentity {
  copy(arena: Arena, data: Dataset): Promise<Measurement>;
}

/** A tool that goes on following the source: a process with an HTTP API. */
export interface OnlineTool extends ToolIdentity {
  /** Returns when the process listens; nothing is begun yet. */
  launch(arena: Arena): Promise<OnlineProcess>;
}

export interface OnlineProcess {
  readonly pid: number;
  start(): Promise<void>;
  /** Everything copied, all indexes built, little lag. */
  whenFollowing(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Whether `whenApplied` can be believed. */
  readonly knowsWhenApplied: boolean;
  /** As far as the tool itself can tell. */
  whenApplied(time: ClusterTime): Promise<void>;
  /** Ends the process, and returns when it is gone. */
  end(): Promise<void>;
}
