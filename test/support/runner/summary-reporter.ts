import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { endWithParent } from '../end-with-parent.ts';
import { formatSummary, type TestSummary } from './test-summary.ts';

/** How often the script that started vitest hears how far the run is. */
const reportEveryMs = 200;

/**
 * Counts tests and the reasons of those that were skipped. Under `npm test` it reports to the script that started
 * vitest, which prints the summary after everything else; on its own it prints the summary itself.
 */
export default class SummaryReporter implements Reporter {
  readonly #tests = new Map<string, TestCase>();
  readonly #runningTests = new Map<string, TestCase>();
  readonly #runningModules = new Map<string, TestModule>();
  #timer: NodeJS.Timeout | undefined;

  onInit(): void {
    endWithParent();
  }

  onTestRunStart(): void {
    // The next run of a vitest that watches.
    this.#tests.clear();
  }

  onTestModuleQueued(module: TestModule): void {
    this.#runningModules.set(module.id, module);
    this.#reportSoon();
  }

  onTestModuleEnd(module: TestModule): void {
    this.#runningModules.delete(module.id);
  }

  onTestCaseReady(test: TestCase): void {
    this.#runningTests.set(test.id, test);
    this.#reportSoon();
  }

  onTestCaseResult(test: TestCase): void {
    this.#runningTests.delete(test.id);
    this.#tests.set(test.id, test);
    this.#reportSoon();
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    clearTimeout(this.#timer);
    this.#runningTests.clear();
    this.#runningModules.clear();
    for (const test of modules.flatMap((module) => [...module.children.allTests()])) this.#tests.set(test.id, test);
    // Files that do not load, hooks that fail, errors outside of any test: failures although no test failed.
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const otherFailures = suites.filter((suite) => suite.errors().length > 0).length + unhandledErrors.length;
    const summary = this.#summary();
    this.#report({ ...summary, failed: summary.failed + otherFailures });
  }

  #reportSoon(): void {
    if (!process.send) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#report(this.#summary());
    }, reportEveryMs);
  }

  #report(summary: TestSummary): void {
    if (process.send) process.send(summary);
    else console.log(`\n${formatSummary(summary)}`);
  }

  #summary(): TestSummary {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    const skippedBecause: Record<string, number> = {};
    for (const test of this.#tests.values()) {
      const result = test.result();
      counts[result.state] += 1;
      if (result.state !== 'skipped') continue;
      const reason = reasonOf(test, result.note);
      skippedBecause[reason] = (skippedBecause[reason] ?? 0) + 1;
    }
    const { passed, failed, skipped } = counts;
    return { passed, failed, skipped, skippedBecause, running: this.#running() };
  }

  /** A test that loops without ever awaiting keeps even its start to itself: then its file is all that is known. */
  #running(): string[] {
    const tests = [...this.#runningTests.values()];
    const modules = [...this.#runningModules.values()].filter(
      (module) => !tests.some((test) => test.module.id === module.id),
    );
    return [
      ...tests.map((test) => `${test.module.relativeModuleId} > ${test.fullName}`),
      ...modules.map((module) => module.relativeModuleId),
    ];
  }
}

function reasonOf(test: TestCase, note: string | undefined): string {
  const declared = test.meta().notRunBecause ?? note;
  if (declared) return declared;
  for (let suite: TestSuite | TestModule = test.parent; ; suite = suite.parent) {
    if (suite.errors().length > 0) return 'their suite failed before they ran';
    if (suite.type === 'module') return 'left out by a filter, or skipped in their source without a reason';
  }
}
