/**
 * A step is data: what will be done, in words and inputs. Who does it is in src/apply/steps, in a file of the step's
 * kind. Kinds are listed once, here; an executor that is missing does not compile.
 */
export type StepKind =
  | 'applyResource'
  | 'addTemporaryAccess'
  | 'createSyncUser'
  | 'awaitDestination'
  | 'settleInfrastructure'
  | 'removeSyncUsers'
  | 'claimLedger'
  | 'undoTransaction'
  | 'clearDestination'
  | 'closeDestination'
  | 'stopBalancer'
  | 'startBalancer'
  | 'launchEngine'
  | 'startSync'
  | 'copyOffline'
  | 'clearCopy'
  | 'abandonSync'
  | 'resumeSync'
  | 'repairSync'
  | 'changeLoad'
  | 'awaitSynced'
  | 'awaitVerified'
  | 'compareData'
  | 'copyAccounts'
  | 'createAtlasAccounts'
  | 'createSearchIndexes'
  | 'compareQueries'
  | 'checkGates'
  | 'warmDestination'
  | 'armGuardian'
  | 'runHook'
  | 'blockSource'
  | 'awaitDrained'
  | 'commitSync'
  | 'awaitSilence'
  | 'beginSwitch'
  | 'allowWrites'
  | 'finishCommit'
  | 'turnRound'
  | 'stopEngine'
  | 'watchCutover'
  | 'removeMetadata';

/** Steps of one transaction are carried through together, or taken back together. */
export type TransactionKind = 'cutover' | 'detach' | 'rollback';

export interface Step {
  /** Stable for the same wish, so that a journal can name it: `blockSource`, `runHook:beforeBlock:0`. */
  readonly id: string;
  readonly kind: StepKind;
  /** `+` makes, `~` changes, `-` removes, `>` moves on, `!` cannot be undone. */
  readonly symbol: '+' | '~' | '-' | '>' | '!';
  /** One line: what is done, to what. */
  readonly summary: string;
  readonly details: readonly string[];
  readonly transaction?: TransactionKind | undefined;
  /** What takes it back, in words; absent when nothing has to be taken back. */
  readonly inverse?: string | undefined;
  /**
   * The step that it is done for, outside of a transaction: when the run ends before that one has begun a sync, its inverse is
   * carried out.
   */
  readonly heldFor?: string | undefined;
  /** From this step on the transaction is carried forward and never taken back. */
  readonly isPointOfNoReturn?: boolean | undefined;
  /** Whoever carries it out has to type the migration's name, or give it by `--confirm`. */
  readonly needsConfirmation?: boolean | undefined;
  /** It waits for a person to do what its details say, without limit: nothing else can. */
  readonly needsPerson?: boolean | undefined;
  /** From this step on writes are blocked, and the transaction's time-out counts. */
  readonly startsDeadline?: boolean | undefined;
  /** What it is about, where that can stand elsewhere in the file when the step is taken back: a hook's name. */
  readonly subject?: string | undefined;
  /** It may remove what this run reaches the ledger through, so that its outcome cannot always be written down. */
  readonly mayEndAccess?: boolean | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The first step that destroys something for good, which a plan is not carried out with but by the migration's name. */
export function stepToConfirm({ steps }: { readonly steps: readonly Step[] }): Step | undefined {
  return steps.find(({ needsConfirmation }) => needsConfirmation === true);
}

/** Makes a frozen step; its id is its kind where there is only one. */
export function step(parts: Omit<Step, 'id' | 'details' | 'inputs'> & Partial<Step>): Step {
  return Object.freeze({ id: parts.kind, details: [], inputs: {}, ...parts });
}
