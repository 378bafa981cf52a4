/**
 * Migrations whose files were there at an earlier commit and are gone now. A sync that runs does not stop because nobody
 * speaks of it any more: giving it up is a step of a plan, like everything else.
 */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, UserError } from '../lib/errors.ts';
import { loadMigrations } from '../spec/load-migrations.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import type { CommandContext } from './context.ts';
import type { GlobalOptions } from './global-options.ts';

/**
 * @param current migrations that there are; one that was renamed is not removed
 * @throws UserError GW758 when git cannot tell what was there
 */
export async function removedMigrations(
  since: string,
  current: readonly LoadedMigration[],
  options: GlobalOptions,
  context: CommandContext,
): Promise<readonly LoadedMigration[]> {
  const known = new Set(current.flatMap(({ name, spec }) => [name, ...spec.formerNames]));
  const paths = (await Promise.all(options.files.map((file) => pathsAt(since, file, context.cwd)))).flat();
  const gone = await Promise.all(paths.map(async (path) => ((await isFile(resolve(context.cwd, path))) ? [] : [path])));
  const removed = await Promise.all(gone.flat().map(async (path) => await loadFrom(since, path, options, context)));
  return removed.flat().filter(({ name }) => !known.has(name));
}

/** Migration files that a path of the command line stood for, relative to the working directory. */
async function pathsAt(since: string, path: string, cwd: string): Promise<readonly string[]> {
  const isYaml = (name: string) => /\.ya?ml$/.test(name);
  if (isYaml(path)) return (await git(['ls-tree', '--name-only', since, '--', path], cwd)).split('\n').filter(isYaml);
  return (await git(['ls-tree', '--name-only', since, '--', `${path.replace(/\/+$/, '')}/`], cwd))
    .split('\n')
    .filter(isYaml);
}

/** Read as it was; what it names beside itself is still looked for where it stood. */
async function loadFrom(
  since: string,
  path: string,
  { environment, vars }: GlobalOptions,
  { cwd, env, now }: CommandContext,
): Promise<readonly LoadedMigration[]> {
  const text = await git(['show', `${since}:./${path}`], cwd);
  const directory = await mkdtemp(join(tmpdir(), 'godwit-removed-'));
  try {
    await writeFile(join(directory, basename(path)), text, { mode: 0o600 });
    const { migrations } = await loadMigrations({
      paths: [basename(path)],
      cwd: directory,
      environment,
      vars,
      env,
      now: now(),
    });
    const baseDirectory = dirname(resolve(cwd, path));
    return migrations.map((one) => ({ ...one, file: path, baseDirectory, removedSince: since }));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

async function git(args: readonly string[], cwd: string): Promise<string> {
  const { execa } = await import('execa');
  try {
    return (await execa('git', args, { cwd, stdin: 'ignore' })).stdout;
  } catch (error) {
    throw new UserError('GW758', {
      summary: `git cannot tell which files there were (git ${args[0]})`,
      detail: messageOf((error as { stderr?: string }).stderr || error),
      hint: '--since takes a commit that is in this clone; a shallow one lacks most (fetch-depth: 0)',
    });
  }
}
