import type { run } from '../../../src/cli/run.ts';
import type { CliResult, CliSetup } from './running-cli.ts';

const program = new URL('../../../dist/cli/run.js', import.meta.url).href;

/**
 * Runs the built command line inside the tests' own process: arguments, environment, output and exit code are those of the
 * program, whose start takes more of the machine than most commands do. For commands that look and start nothing.
 */
export async function runHere(
  args: readonly string[],
  { cwd, env }: Pick<CliSetup, 'cwd' | 'env'>,
): Promise<CliResult> {
  const startedAt = performance.now();
  const cli = (await import(program)) as { readonly run: typeof run };
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const exitCode = await cli.run(args, { stdout: into('stdout'), stderr: into('stderr'), env, cwd, isTTY: false });
  return { ...said, exitCode, signal: null, durationMs: performance.now() - startedAt };
}
