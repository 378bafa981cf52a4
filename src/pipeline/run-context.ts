/** What carrying out a migration takes from the world: the command line gives it, or whoever else drives godwit. */
export interface RunContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Aborted when whatever goes on shall stop at the next safe point. */
  readonly signal: AbortSignal;
}
