import type { Change } from '../healthy.ts';

/** What makes a check speak and what it says; or, where a boundary matters, what it has to keep quiet about. */
export interface Case {
  readonly what: string;
  /** Blocks of the file beside name and connections. */
  readonly file?: string;
  readonly change: Change;
  /** Of summary, detail and fix together; none where the check has to keep quiet. */
  readonly says?: readonly RegExp[];
  readonly severity?: 'error' | 'warning' | 'info';
  readonly pointer?: string;
  /** The file alone is at fault: without the change, too. */
  readonly byFileAlone?: boolean;
}

/** By the code of the check. */
export type Cases = Readonly<Record<string, readonly Case[]>>;
