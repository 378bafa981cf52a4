import { run } from '../../../src/cli/run.ts';
import { repositoryPath } from '../spec/support.ts';

/** Runs one command line in this process and gives back what it printed. */
export async function godwit(
  argv: readonly string[],
  options: { env?: Record<string, string>; cwd?: string; isTTY?: boolean } = {},
) {
  const printed = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const exitCode = await run(argv, {
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: options.env ?? {},
    cwd: options.cwd ?? repositoryPath('.'),
    isTTY: options.isTTY ?? false,
    now: () => new Date('2026-11-20T12:00:00Z'),
  });
  return { exitCode, ...printed };
}
