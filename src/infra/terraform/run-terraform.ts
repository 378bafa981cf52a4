/**
 * One terraform command. It runs in a process group of its own, so that Ctrl-C in a terminal reaches godwit alone, which
 * passes it on once and waits: terraform then finishes what it is doing, writes its state and gives up its lock. A second
 * signal would make it forget a resource that it has just made.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { messageOf } from '../../lib/errors.ts';
import { readLine, type TerraformDiagnostic, type TerraformEvent } from './json-lines.ts';

export interface TerraformCommand {
  readonly binary: string;
  readonly args: readonly string[];
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly onEvent?: ((event: TerraformEvent) => void) | undefined;
}

export interface TerraformResult {
  /** `undefined` when it was killed or could not be started. */
  readonly exitCode: number | undefined;
  readonly diagnostics: readonly TerraformDiagnostic[];
  readonly stdout: string;
  /** The end of standard error. */
  readonly stderr: string;
}

const keptStderr = 4_000;

export async function runTerraform(command: TerraformCommand): Promise<TerraformResult> {
  const { binary, args, directory, env, signal, onEvent } = command;
  signal.throwIfAborted();
  const child = spawn(binary, args, { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const diagnostics: TerraformDiagnostic[] = [];
  const lines: string[] = [];
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptStderr);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = readLine(line);
    if (event === undefined) lines.push(line);
    else if (event.type === 'diagnostic') diagnostics.push(event.diagnostic);
    if (event !== undefined) onEvent?.(event);
  });
  const interrupt = () => child.kill('SIGINT');
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode: exitCode ?? undefined, diagnostics, stdout: lines.join('\n'), stderr: stderr.trim() };
  } catch (error) {
    return { exitCode: undefined, diagnostics, stdout: '', stderr: messageOf(error) };
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
