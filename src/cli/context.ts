import type { ExitCode } from '../lib/errors.ts';

/** Where text goes to; a stream is one. */
export interface Output {
  write(text: string): unknown;
}

/** The world as a command sees it: given by the process, or by a test. */
export interface Surroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Whether standard output is a terminal. */
  readonly isTTY: boolean;
  /** The clock; the real one when it is left out. */
  readonly now?: () => Date;
  /** Aborted when the user wants the command to stop at the next safe point. */
  readonly signal?: AbortSignal;
}

/** What a command is given to work with. */
export interface CommandContext extends Surroundings {
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Says how the command ended; without it, it went well. */
  finish(exitCode: ExitCode): void;
}
