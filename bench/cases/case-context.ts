/** What all cases are given. */
export interface CaseContext {
  /** For logs. */
  readonly directory: string;
  readonly runs: number;
  /** Compare every document afterwards. */
  readonly verify: boolean;
  /** What happens now, for those who wait. */
  readonly say: (text: string) => void;
}
