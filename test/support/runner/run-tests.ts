import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDurationMs } from '../../../src/lib/duration.ts';
import { endWithParent } from '../end-with-parent.ts';
import { forgetMissing } from '../servers/mongod/missing-mongods.ts';
import { emptySummary, formatSummary, type TestSummary } from './test-summary.ts';

const defaultTimeLimit = '60m';

/** Runs vitest with these arguments, prints the summary, and returns the exit code. */
export async function runTests(args: readonly string[]): Promise<number> {
  const timeLimit = process.env['GODWIT_TEST_TIME_LIMIT'] ?? defaultTimeLimit;
  const timeLimitMs = parseDurationMs(timeLimit);
  if (!timeLimitMs) throw new Error(`GODWIT_TEST_TIME_LIMIT is no duration: ${timeLimit}`);

  await forgetMissing();
  let summary = emptySummary;
  let interruption: string | undefined;
  const vitest = startVitest(args);
  vitest.on('message', (message: TestSummary) => {
    summary = message;
  });
  const interrupt = (reason: string): void => {
    interruption ??= reason;
    killGroup(vitest);
  };
  const timer = setTimeout(() => interrupt(`The time limit of ${timeLimit} is over`), timeLimitMs);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => interrupt(`Ended by ${signal}`));
  endWithParent(() => killGroup(vitest));

  const [exitCode] = (await once(vitest, 'close')) as [number | null];
  clearTimeout(timer);
  if (interruption) console.error(describeInterruption(interruption, summary));
  const isFailure = exitCode !== 0 || interruption !== undefined;
  // A run that failed says so in its counts too, even if no test is to blame.
  const failed = isFailure ? Math.max(summary.failed + (interruption ? summary.running.length : 0), 1) : summary.failed;
  console.log(`\n${formatSummary({ ...summary, failed })}`);
  return isFailure ? exitCode || 1 : 0;
}

/** In a process group of its own, so that workers that hang can be ended with it. */
function startVitest(args: readonly string[]): ChildProcess {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const reporter = fileURLToPath(new URL('./summary-reporter.ts', import.meta.url));
  const hasReporter = args.some((arg) => arg.startsWith('--reporter'));
  const reporters = [...(hasReporter ? [] : ['--reporter=default']), `--reporter=${reporter}`];
  return spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function describeInterruption(reason: string, { running }: TestSummary): string {
  const tests = running.map((name) => `\n  ${name}`).join('');
  return `\n${reason}. ${tests ? `These had not ended:${tests}` : 'Nothing was running'}`;
}
