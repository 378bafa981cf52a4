/** The steps of action.yml and of other pipelines, run as their runner does: with bash, and what the job's environment has. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { FakeReviewHost } from '../review-host.ts';
import type { GodwitProject } from './project.ts';
import { builtProgram } from './running-cli.ts';

const root = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

export interface JobResult {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  readonly said: string;
}

/** A job under way. */
export interface Job {
  readonly result: Promise<JobResult>;
  /** The runner goes away, with everything that it had started in the job. */
  kill(): void;
}

/** A script in the project's directory, where `godwit` is the built command line. */
async function startScript(project: GodwitProject, script: string, env: Record<string, string>): Promise<Job> {
  const bin = join(project.directory, 'bin');
  await mkdir(bin, { recursive: true });
  const program = builtProgram.map((part) => `"${part}"`).join(' ');
  await writeFile(join(bin, 'godwit'), `#!/bin/sh\nexec ${program} "$@"\n`);
  await chmod(join(bin, 'godwit'), 0o755);
  const { PATH = '', HOME = '' } = process.env;
  const own = { SOURCE_URI: project.sourceUri, DESTINATION_URI: project.destinationUri, HOME };
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd: project.directory,
    env: { ...own, ...env, PATH: `${bin}${delimiter}${PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all of it can be ended at once.
    detached: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const result = once(child, 'close').then(([exitCode]) => {
    project.printed += said;
    return { exitCode: exitCode as number | null, said };
  });
  return { result, kill: () => void process.kill(-child.pid!, 'SIGKILL') };
}

export async function runScript(
  project: GodwitProject,
  script: string,
  env: Record<string, string>,
): Promise<JobResult> {
  return await (await startScript(project, script, env)).result;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly id?: string; readonly run: string; readonly env: Record<string, string> }[];
  };
}

/** The step of action.yml with its inputs put in, in the environment that GitHub gives a job. */
export async function startAction(
  project: GodwitProject,
  host: FakeReviewHost,
  inputs: Record<string, string>,
  event: Record<string, string>,
): Promise<Job> {
  const action = parse(await readFile(root('action.yml'), 'utf8')) as Action;
  const step = action.runs.steps.find(({ id }) => id === 'godwit')!;
  const inputValue = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? '';
  const env = Object.fromEntries(
    Object.entries(step.env).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => inputValue(input)),
    ]),
  );
  const github = {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: host.url,
    GITHUB_REPOSITORY: 'example/migrations',
    GITHUB_ACTOR: 'ada',
    GITHUB_RUN_ID: '7',
    GITHUB_STEP_SUMMARY: join(project.directory, 'summary.md'),
    GITHUB_OUTPUT: join(project.directory, 'output'),
  };
  return await startScript(project, step.run, { ...github, ...event, ...env });
}
