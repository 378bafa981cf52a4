/** The files of the migration: what somebody would have in a repository, in a directory that stays to be looked at. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** What runs godwit. */
export const program = join(repository, 'dist/cli/main.js');

export interface Addresses {
  readonly sourceUri: string;
  readonly destinationUri: string;
}

export class Workspace {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  get migrationFile(): string {
    return join(this.directory, 'godwit.yaml');
  }

  /** Where the shop finds its connection string. */
  get connectionFile(): string {
    return join(this.directory, 'shop', 'connection-string');
  }

  /** Of every command of the quickstart. */
  get logDirectory(): string {
    return join(this.directory, 'logs');
  }

  /** The sync engine's own log. */
  get engineLog(): string {
    return join(this.directory, '.godwit', 'shop', 'logs', 'godwit-sync.log');
  }

  async write({ sourceUri, destinationUri }: Addresses, enginePort: number): Promise<void> {
    await mkdir(this.logDirectory, { recursive: true });
    await mkdir(join(this.directory, 'shop'), { recursive: true });
    await writeFile(this.connectionFile, sourceUri);
    await writeFile(this.migrationFile, migration(enginePort));
    await writeFile(join(this.directory, 'switch-connection-string.sh'), switchScript, { mode: 0o755 });
    await writeFile(join(this.directory, 'environment'), environment({ sourceUri, destinationUri }));
    await writeFile(join(this.directory, '.gitignore'), '.godwit/\nenvironment\nlogs/\nshop/\n');
    await this.#git('init', '--quiet');
    await this.commit('Move the shop to another cluster');
  }

  /** Changes the wished-for phase, and returns the change as a pull request would show it. */
  async changePhase(phase: string): Promise<string> {
    const before = await readFile(this.migrationFile, 'utf8');
    await writeFile(this.migrationFile, before.replace(/^phase: \w+/m, `phase: ${phase}`));
    return this.#git('diff', '--no-color', '--unified=2');
  }

  async commit(message: string): Promise<void> {
    await this.#git('add', '--all');
    await this.#git('commit', '--quiet', '--no-verify', `--message=${message}`);
  }

  /** Nobody's settings but these: neither of the user nor of a hook that the quickstart may be run from. */
  async #git(...args: readonly string[]): Promise<string> {
    const settings = { 'user.name': 'quickstart', 'user.email': 'quickstart@localhost', 'commit.gpgSign': 'false' };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
    const env = { ...Object.fromEntries(inherited), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const { stdout } = await execa('git', [...flags, ...args], { cwd: this.directory, env, extendEnv: false });
    return stdout;
  }
}

const migration = (
  enginePort: number,
) => `# yaml-language-server: $schema=${join(repository, 'schemas/migration.schema.json')}
# Moves the shop to another cluster while it is open.
apiVersion: godwit/v1
kind: Migration
name: shop
# What is wished for. From synced to cutover is a change of this line, reviewed like any other.
phase: synced

source:
  uri: { env: SOURCE_URI }
destination:
  uri: { env: DESTINATION_URI }

engine:
  type: builtin
  builtin: { port: ${enginePort} }

cutover:
  gates: { maxLag: 5s, verifiedWithin: 5m }
  timeout: 60s                # longer than that, and it is undone
  hooks:
    - on: switch
      name: give the shop its new connection string
      run: [sh, ./switch-connection-string.sh]
      timeout: 30s
`;

/** In one rename, as a parameter store would do it: nobody ever reads half an address. */
const switchScript = `#!/bin/sh
# In real life: a secret, a parameter store, a deployment.
set -eu
printf '%s' "$DESTINATION_URI" > shop/connection-string.new
mv shop/connection-string.new shop/connection-string
`;

const environment = ({ sourceUri, destinationUri }: Addresses) => `# Read it into a shell: . ./environment
export SOURCE_URI='${sourceUri}'
export DESTINATION_URI='${destinationUri}'
godwit() { '${process.execPath}' '${program}' "$@"; }
`;
