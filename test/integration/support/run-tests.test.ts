import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, it } from 'vitest';

const script = fileURLToPath(new URL('./fixtures/run-tests.ts', import.meta.url));
const root = fileURLToPath(new URL('./fixtures/run', import.meta.url));

/** Runs the files of fixtures/run whose names contain the first argument. */
async function run(args: readonly string[], env: Record<string, string> = {}) {
  const command = ['--import', 'tsx', script, '--root', root, ...args];
  const result = await execa(process.execPath, command, { env: { ...env, CI: 'true' }, reject: false, all: true });
  return { ...result, lastLine: result.stdout.split('\n').at(-1) };
}

// Each mostly waits for processes, and the limits have to outlast the start of vitest on a busy machine.
describe.concurrent('a test run', () => {
  it('ends with the counts, and exits with 0 when all is well', async ({ expect }) => {
    const { exitCode, lastLine } = await run(['passing']);
    expect(lastLine).toBe('1 passed, 0 failed, 0 skipped');
    expect(exitCode).toBe(0);
  });

  it('says who was skipped for which reason, and fails with the failed', async ({ expect }) => {
    const { exitCode, stdout } = await run(['outcomes']);
    expect(stdout.split('\n').slice(-4)).toEqual([
      'not run here: 2 tests: needs no-such-tool on PATH, and NO_SUCH_VARIABLE in the environment',
      'not run here: 1 test: left out by a filter, or skipped in their source without a reason',
      'not run here: 1 test: it is not the time',
      '2 passed, 1 failed, 4 skipped',
    ]);
    expect(exitCode).toBe(1);
  });

  it('counts a file that cannot be loaded as a failure', async ({ expect }) => {
    const { exitCode, lastLine } = await run(['broken']);
    expect(lastLine).toBe('0 passed, 1 failed, 0 skipped');
    expect(exitCode).toBe(1);
  });

  it('fails when there was nothing to run', async ({ expect }) => {
    const { exitCode, lastLine } = await run(['no-such-file']);
    expect(lastLine).toBe('0 passed, 1 failed, 0 skipped');
    expect(exitCode).toBe(1);
  });

  it('is ended by its time limit, and names the test that hung', async ({ expect }) => {
    const { exitCode, lastLine, all } = await run(['hanging'], { GODWIT_TEST_TIME_LIMIT: '20s' });
    expect(all).toContain('The time limit of 20s is over. These had not ended:\n  hanging.fixture.ts > never ends\n');
    expect(lastLine).toBe('1 passed, 1 failed, 0 skipped');
    expect(exitCode).toBe(1);
  });

  it('is ended by its time limit even when a test never gives way', async ({ expect }) => {
    const { exitCode, lastLine, all } = await run(['looping'], { GODWIT_TEST_TIME_LIMIT: '20s' });
    expect(all).toContain('These had not ended:\n  looping.fixture.ts\n');
    expect(lastLine).toBe('0 passed, 1 failed, 0 skipped');
    expect(exitCode).toBe(1);
  });

  it('passes arguments on, other reporters included', async ({ expect }) => {
    const { exitCode, lastLine, stdout } = await run(['outcomes', '--reporter=dot', '-t', 'passes']);
    expect(stdout).not.toContain('✓');
    expect(lastLine).toBe('1 passed, 0 failed, 6 skipped');
    expect(exitCode).toBe(0);
  });
});
