/** A directory with a migration file, and the built command line in it: what a user has before them. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { BSON, type Document } from '../driver.ts';
import { expectValid } from '../schemas.ts';
import { findFreePort } from '../servers/free-port.ts';
import { withClient } from '../servers/with-client.ts';
import { enginesOf, killEnginesOf } from './engines-of.mjs';
import { runHere } from './run-here.ts';
import { type CliResult, type CliSetup, RunningCli } from './running-cli.ts';

export interface ProjectOptions {
  readonly sourceUri: string;
  readonly destinationUri: string;
  /** Blocks of the file beside source and destination. */
  readonly file?: Document;
  readonly env?: Readonly<Record<string, string>>;
}

export class GodwitProject implements AsyncDisposable {
  readonly directory: string;
  readonly name: string;
  readonly sourceUri: string;
  readonly destinationUri: string;
  /** What commands are run with. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything that was ever printed in it. */
  printed = '';
  #file: Document;

  private constructor(directory: string, port: number, { sourceUri, destinationUri, file, env }: ProjectOptions) {
    this.directory = directory;
    this.sourceUri = sourceUri;
    this.destinationUri = destinationUri;
    this.env = { ...baseEnv(), ...env, SOURCE_URI: sourceUri, DESTINATION_URI: destinationUri };
    this.#file = {
      apiVersion: 'godwit/v1',
      kind: 'Migration',
      name: 'shop',
      phase: 'synced',
      source: { uri: { env: 'SOURCE_URI' } },
      destination: { uri: { env: 'DESTINATION_URI' } },
      engine: { type: 'builtin', builtin: { port } },
      ...file,
    };
    this.name = this.#file['name'];
  }

  static async create(options: ProjectOptions): Promise<GodwitProject> {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-project-'));
    theJanitor().stdin!.write(`${directory}\n`);
    const project = new GodwitProject(directory, await findFreePort(), options);
    await project.change({});
    return project;
  }

  /** Changes top-level blocks of the file. */
  async change(blocks: Document): Promise<void> {
    this.#file = { ...this.#file, ...blocks };
    await writeFile(join(this.directory, 'godwit.yaml'), stringify(this.#file));
  }

  start(args: readonly string[], setup: Partial<CliSetup> = {}): RunningCli {
    const { env, ...rest } = setup;
    const running = new RunningCli(args, { cwd: this.directory, env: { ...this.env, ...env }, ...rest });
    running.result.then(({ stdout, stderr }) => {
      this.printed += stdout + stderr;
    });
    return running;
  }

  /** Runs a command to its end. */
  async godwit(...args: readonly string[]): Promise<CliResult> {
    return await this.start(args).result;
  }

  /** Runs a command that only looks, without the start of a program. */
  async look(...args: readonly string[]): Promise<CliResult> {
    const result = await runHere(args, { cwd: this.directory, env: this.env });
    this.printed += result.stdout + result.stderr;
    return result;
  }

  /** `apply`, approved and confirmed, which has to go well. */
  async apply(blocks: Document = {}): Promise<CliResult> {
    await this.change(blocks);
    const result = await this.godwit('apply', '--auto-approve', '--confirm', this.name);
    if (result.exitCode !== 0)
      throw new Error(`apply ended with ${result.exitCode}:\n${result.stdout}${result.stderr}`);
    return result;
  }

  /** As programs read it. */
  async plan(...flags: readonly string[]): Promise<Document> {
    const { stdout, stderr } = await this.look('plan', '--format', 'json', ...flags);
    try {
      const document = JSON.parse(stdout);
      expectValid('plan', document);
      return document.plans[0];
    } catch (error) {
      if (stdout.startsWith('{')) throw error;
      throw new Error(`There is no plan: ${stdout}${stderr}`);
    }
  }

  /** As programs read it. */
  async status(): Promise<Document> {
    const { stdout, stderr } = await this.look('status', '--format', 'json');
    try {
      return JSON.parse(stdout);
    } catch {
      throw new Error(`There is no status: ${stdout}${stderr}`);
    }
  }

  /** The processes of its engine that run. */
  get engines(): readonly number[] {
    return enginesOf(this.directory);
  }

  /** All that could hold a secret: what was printed, every file, and godwit's own database. */
  async everything(metadataUri = this.destinationUri): Promise<string> {
    const files = await readdir(this.directory, { recursive: true, withFileTypes: true });
    const texts = files
      .filter((file) => file.isFile())
      .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
    return [this.printed, ...(await Promise.all(texts)), await metadataOf(metadataUri)].join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    killEnginesOf(this.directory);
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function metadataOf(uri: string): Promise<string> {
  return await withClient(uri, async (client) => {
    const database = client.db('__godwit');
    const names = (await database.listCollections().toArray()).map(({ name }) => name);
    const documents = await Promise.all(names.map((name) => database.collection(name).find().toArray()));
    return BSON.EJSON.stringify(documents.flat());
  });
}

/** What a program needs to run, and nothing of what the tests were started with. */
function baseEnv(): Record<string, string> {
  const { PATH = '', HOME = '', NODE_V8_COVERAGE } = process.env;
  return { PATH, HOME, USER: 'tester', ...(NODE_V8_COVERAGE && { NODE_V8_COVERAGE }) };
}

let janitor: ReturnType<typeof spawn> | undefined;

/** Ends the engines that were started in projects, also when this process is killed; see engine-janitor.mjs. */
function theJanitor(): ReturnType<typeof spawn> {
  if (janitor === undefined) {
    const path = fileURLToPath(new URL('./engine-janitor.mjs', import.meta.url));
    janitor = spawn(process.execPath, [path], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
    janitor.unref();
    (janitor.stdin as unknown as { unref(): void }).unref();
  }
  return janitor;
}
