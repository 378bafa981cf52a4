import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { exitCodes } from '../../lib/errors.ts';
import { programCommand } from '../../pipeline/program-command.ts';
import type { CommandContext } from '../context.ts';

export interface GodwitRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs another command of this program, as a pipeline would; what it says is shown unless only its result is wanted. */
export async function runGodwit(
  args: readonly string[],
  context: CommandContext,
  { isSilent = false }: { isSilent?: boolean } = {},
): Promise<GodwitRun> {
  const [program, ...rest] = programCommand();
  const child = spawn(program, [...rest, ...args], {
    cwd: context.cwd,
    env: context.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGINT');
  context.signal.addEventListener('abort', stop);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (!isSilent) context.stdout.write(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    context.stderr.write(text);
  });
  try {
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode: exitCode ?? exitCodes.interrupted, stdout, stderr };
  } finally {
    context.signal.removeEventListener('abort', stop);
  }
}
