/** What a test run came to; sent from the reporter inside vitest to the script that started vitest. */
export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** How many tests did not run, by the reason. */
  readonly skippedBecause: Readonly<Record<string, number>>;
  /** Names of the tests, or at least of the files, that have started and not ended. */
  readonly running: readonly string[];
}

/** The summary of a run that has not begun. */
export const emptySummary: TestSummary = { passed: 0, failed: 0, skipped: 0, skippedBecause: {}, running: [] };

/** What is said at the end of every run: who was skipped and why, and on the last line the counts. */
export function formatSummary(summary: TestSummary): string {
  const { passed, failed, skipped, skippedBecause } = summary;
  const skips = Object.entries(skippedBecause)
    .sort(([, one], [, other]) => other - one)
    .map(([reason, count]) => `not run here: ${count} ${count === 1 ? 'test' : 'tests'}: ${reason}`);
  return [...skips, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n');
}
