/**
 * Terraform as a child of godwit, with the provider served from godwit's own process: nothing has to be installed, and
 * nothing has to be started for each of Terraform's steps.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { ServerCredentials } from '@grpc/grpc-js';
import { findTerraform } from '../../infra/terraform/find-binary.ts';
import { messageOf, UserError } from '../../lib/errors.ts';
import { listen, serverOf } from '../protocol/serve.ts';
import { Provider } from '../provider.ts';
import { reattachVariable } from './reattach.ts';

export interface AttachedRun {
  /** As terraform takes them. */
  readonly args: readonly string[];
  /** Name or path of terraform or tofu; looked for on PATH when it is left out. */
  readonly binary: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
  /** Whether a terminal sends its Ctrl-C to Terraform as well. */
  readonly isAtTerminal: boolean;
}

/** @returns Terraform's own exit code */
export async function runAttached(run: AttachedRun): Promise<number> {
  const { args, binary, cwd, env, now, signal, tell } = run;
  const { path } = await findTerraform({ wanted: binary, baseDirectory: cwd, env, signal });
  const provider = new Provider({ env, now, tell, cwd: workingDirectory(args, cwd) });
  const server = serverOf(provider.calls(), provider.streams());
  try {
    const port = await listen(server, ServerCredentials.createInsecure());
    return await runChild(path, run, reattachVariable(port, env['TF_REATTACH_PROVIDERS']));
  } finally {
    // Terraform may have been killed in the middle of an apply.
    provider.stop();
    await provider.idle();
    server.forceShutdown();
  }
}

/** `-chdir` has to come first, and Terraform goes there before it looks at anything. */
function workingDirectory([first = '']: readonly string[], cwd: string): string {
  const directory = /^-chdir=(.*)$/.exec(first)?.[1];
  return directory === undefined ? cwd : resolve(cwd, directory);
}

/**
 * Terraform gets each interruption once: a second one would make it end at once, and forget what it has just made. At a
 * terminal it gets Ctrl-C by itself, since it has to be able to ask questions there.
 */
async function runChild(path: string, { args, cwd, env, signal, isAtTerminal }: AttachedRun, reattach: string) {
  signal.throwIfAborted();
  const child = spawn(path, args, {
    cwd,
    env: { ...env, TF_REATTACH_PROVIDERS: reattach },
    stdio: 'inherit',
    detached: !isAtTerminal,
  });
  const pass = () => {
    if (!isAtTerminal || !isFromTerminal(signal)) child.kill('SIGINT');
  };
  signal.addEventListener('abort', pass, { once: true });
  try {
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return exitCode ?? 1;
  } catch (error) {
    throw new UserError('GW760', { summary: `${path} cannot be started`, detail: messageOf(error) });
  } finally {
    signal.removeEventListener('abort', pass);
  }
}

const isFromTerminal = ({ reason }: AbortSignal) => messageOf(reason).endsWith('SIGINT');
