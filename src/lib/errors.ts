/**
 * Errors that a person can act on: what happened, to what, why, what to do.
 * One class per who-has-to-act; the code says which error it is, the class says whose turn it is.
 */

/** `GW` and three digits: checks GW1xx to GW5xx, spec GW6xx, plan GW7xx, apply GW8xx, engines GW9xx. */
export type ErrorCode = `GW${number}`;

/** Exit codes of the command line; the meaning of each is part of the public contract. */
export const exitCodes = {
  ok: 0,
  error: 1,
  changesPresent: 2,
  checksBlock: 3,
  planStale: 4,
  locked: 5,
  verificationMismatch: 6,
  gateNotMet: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface ErrorParts {
  /** What happened, to what: one sentence, sentence case, no full stop. */
  readonly summary: string;
  /** Why, where it is known. */
  readonly detail?: string | undefined;
  /** What to do about it; a command where there is one. */
  readonly hint?: string | undefined;
  /** Facts for machines; never holds a secret. */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
  readonly exitCode?: ExitCode | undefined;
}

const brand = Symbol.for('godwit.error');

export class GodwitError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly summary: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  readonly exitCode: ExitCode;
  /** The part of the configuration that it is about, such as `source`, once somebody who knows has said so. */
  about: string | undefined;

  constructor(code: ErrorCode, parts: ErrorParts) {
    super(`[${code}] ${parts.summary}${parts.detail ? `: ${parts.detail}` : ''}`, { cause: parts.cause });
    this.code = code;
    this.summary = parts.summary;
    this.detail = parts.detail;
    this.hint = parts.hint;
    this.context = parts.context ?? {};
    this.exitCode = parts.exitCode ?? exitCodes.error;
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** The user's file, flags or permissions have to change. */
export class UserError extends GodwitError {}

/** The network, a cluster or the machine has to change. */
export class EnvironmentError extends GodwitError {}

/** A sync engine refused, failed or answered what its contract does not allow. */
export class EngineError extends GodwitError {}

/** godwit is wrong; the only kind that is shown with its stack. */
export class BugError extends GodwitError {}

/** Works across copies of this module (a symbol in the global registry), unlike `instanceof`. */
export function isGodwitError(error: unknown): error is GodwitError {
  return typeof error === 'object' && error !== null && brand in error;
}

/** Does it, and says of a failure which part of the configuration it is about. */
export async function failingAbout<T>(part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isGodwitError(error)) error.about ??= part;
    throw error;
  }
}

/** Servers repeat whole documents, of up to 16 MB, behind what they have to say. */
const longestMessage = 2_000;

/** The message of whatever was thrown, on one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replaceAll(/\s*\n\s*/g, ' ').trim();
  return line.length <= longestMessage ? line : `${line.slice(0, longestMessage - 3)}...`;
}
