import type { ExitCode } from '../lib/errors.ts';

/** How it went with one of the migrations of a run. */
export interface MigrationOutcome {
  readonly migration: string;
  /** `nothingToDo`: it was there already. `notBegun`: another one came first, and failed. */
  readonly outcome: 'done' | 'nothingToDo' | 'failed' | 'notBegun';
  /** Why, for those that failed or were not begun. */
  readonly reason: string | undefined;
}

export interface RunSummary {
  readonly outcomes: readonly MigrationOutcome[];
  readonly exitCode: ExitCode;
}

const words: Readonly<Record<MigrationOutcome['outcome'], string>> = {
  done: 'done',
  nothingToDo: 'nothing to do',
  failed: 'failed',
  notBegun: 'not begun',
};

/** All of a run on one line: `3 migrations: 2 done, 1 failed`. */
export function summaryLine({ outcomes }: RunSummary): string {
  const counts = (Object.keys(words) as MigrationOutcome['outcome'][]).flatMap((one) => {
    const count = outcomes.filter(({ outcome }) => outcome === one).length;
    return count === 0 ? [] : [`${count} ${words[one]}`];
  });
  return `${outcomes.length} migration${outcomes.length === 1 ? '' : 's'}: ${counts.join(', ')}`;
}

/** The same with a line for each migration. */
export function renderSummary(summary: RunSummary): string {
  const width = Math.max(...summary.outcomes.map(({ migration }) => migration.length));
  const lines = summary.outcomes.map(
    ({ migration, outcome, reason }) =>
      `  ${migration.padEnd(width)}  ${words[outcome]}${reason === undefined ? '' : `: ${reason}`}`,
  );
  return `${summaryLine(summary)}\n${lines.join('\n')}\n`;
}
