/** Starts mongosync here or by a command line, one process or one per source shard, and finds again what was started. */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { stringify } from 'yaml';
import { EngineError, messageOf } from '../../lib/errors.ts';
import { runProcess } from '../../lib/run-process.ts';
import type { Secret } from '../../lib/secret.ts';
import type { MongosyncOptions, Runtime } from '../../spec/blocks/engine-options.ts';
import { endOfLog, endProgram, findProgram, lastProgram, programMissing, startProgram } from '../process/program.ts';
import { fatalIn, logIn } from './fatal-log.ts';
import { versionIn } from './version.ts';

export interface LaunchSituation {
  readonly options: MongosyncOptions;
  readonly runtime: Exclude<Runtime, { kind: 'running' }>;
  readonly source: Secret;
  readonly destination: Secret;
  /** `_id`s of the source's shards, for one instance each; none for one instance of everything. */
  readonly shardIds: readonly string[];
  readonly directory: string;
  /** Where a relative program path starts. */
  readonly baseDirectory: string;
}

interface Instance {
  readonly name: string;
  readonly shardId: string | undefined;
  readonly port: number;
}

const versionTimeoutMs = 10_000;

export class LaunchedInstances {
  readonly #situation: LaunchSituation;

  constructor(situation: LaunchSituation) {
    this.#situation = situation;
  }

  get urls(): readonly string[] {
    return this.#instances.map(({ port }) => `http://127.0.0.1:${port}`);
  }

  /** Starts those that do not run. */
  async start(): Promise<void> {
    await this.#expectVersion();
    for (const instance of this.#instances) {
      if ((await findProgram(this.#situation.directory, instance.name)) === undefined) await this.#startOne(instance);
    }
  }

  /** What ended of those that were started, in the words of its log. */
  async ended(): Promise<string | undefined> {
    const { directory } = this.#situation;
    for (const { name } of this.#instances) {
      if ((await lastProgram(directory, name)) === undefined) continue;
      if ((await findProgram(directory, name)) !== undefined) continue;
      return (await this.fatal()) ?? ((await endOfLog(directory, name, 1)) || `${name} ended without a word`);
    }
    return undefined;
  }

  /** The cause of a fatal end, from the logs. */
  async fatal(): Promise<string | undefined> {
    const { directory, options } = this.#situation;
    for (const { name } of this.#instances) {
      const program = await lastProgram(directory, name);
      if (program === undefined) continue;
      // A log of its own may be on another host; what ends it before it has opened that is on its output.
      const files = [
        ...(options.logPath === undefined ? [] : [logIn(options.logPath)]),
        join(directory, `${name}.log`),
      ];
      for (const file of files) {
        // What ended an earlier one may have been put right since.
        const cause = await fatalIn(file, new Date(program.launchedAt));
        if (cause !== undefined) return cause;
      }
    }
    return undefined;
  }

  async stop(): Promise<void> {
    for (const { name } of this.#instances) await endProgram(this.#situation.directory, name);
  }

  /** The config files hold connection strings, and have been read when the programs answer. */
  async removeConfigFiles(): Promise<void> {
    for (const { name } of this.#instances) await rm(this.#configFile(name), { force: true });
  }

  get #instances(): readonly Instance[] {
    const { runtime, shardIds } = this.#situation;
    if (shardIds.length === 0) return [{ name: 'mongosync', shardId: undefined, port: runtime.port }];
    return shardIds.map((shardId, index) => ({ name: `mongosync-${shardId}`, shardId, port: runtime.port + index }));
  }

  async #startOne(instance: Instance): Promise<void> {
    const { directory, runtime } = this.#situation;
    const config = stringify(this.#config(instance));
    const { name } = instance;
    if (runtime.kind === 'command') {
      // A file of this machine is nothing to a program elsewhere.
      const command = [...this.#program(runtime.command), '--config', '/dev/stdin'];
      await startProgram({ name, command, directory, input: config });
      return;
    }
    const file = this.#configFile(name);
    const command = [...this.#program([runtime.binary]), '--config', file];
    await startProgram({
      name,
      command,
      directory,
      before: async () => await writeFileAtomic(file, config, { mode: 0o600 }),
    });
  }

  #configFile(name: string): string {
    return join(this.#situation.directory, `${name}.yaml`);
  }

  /** By mongosync's own option names (contract, section 11). */
  #config({ port, shardId }: Instance): Record<string, unknown> {
    const { options, source, destination } = this.#situation;
    return {
      cluster0: source.reveal(),
      cluster1: destination.reveal(),
      port,
      acceptDisclaimer: options.acceptDisclaimer,
      disableTelemetry: options.disableTelemetry,
      ...(shardId === undefined ? {} : { id: shardId }),
      ...(options.loadLevel === undefined ? {} : { loadLevel: options.loadLevel }),
      ...(options.logPath === undefined ? {} : { logPath: options.logPath }),
      ...(options.verbosity === undefined ? {} : { verbosity: options.verbosity }),
      ...(options.disableMetricsLogging ? { disableMetricsLogging: true } : {}),
      ...(options.metricsLoggingFilepath === undefined
        ? {}
        : { metricsLoggingFilepath: options.metricsLoggingFilepath }),
      ...(options.createIndexesBatchSize === undefined
        ? {}
        : { createIndexesBatchSize: options.createIndexesBatchSize }),
      ...(options.enableCappedCollectionHandling ? { enableCappedCollectionHandling: true } : {}),
      ...(options.hotDocuments.length === 0 ? {} : { hotDocIDs: options.hotDocuments.map(hotDocumentsOf) }),
    };
  }

  async #expectVersion(): Promise<void> {
    const { options, runtime, baseDirectory } = this.#situation;
    if (options.version === undefined) return;
    const command = this.#program(runtime.kind === 'command' ? runtime.command : [runtime.binary]);
    const { exitCode, output, ending } = await runProcess([...command, '--version'], {
      cwd: baseDirectory,
      env: process.env,
      input: '',
      timeoutMs: versionTimeoutMs,
      signal: new AbortController().signal,
    });
    if (ending === 'notStarted') throw programMissing(command[0]!, new Error(output));
    const found = versionIn(output);
    if (found === options.version || found?.startsWith(`${options.version}.`) === true) return;
    throw new EngineError('GW942', {
      summary: `mongosync is ${found ?? 'of an unknown version'}, and the file expects ${options.version}`,
      detail: found === undefined ? `--version ended with ${exitCode ?? ending}: ${messageOf(output)}` : undefined,
      hint: 'Install that version, or change engine.mongosync.version after reading its release notes',
    });
  }

  /** A path with a slash starts at the directory of the migration file. */
  #program([program = '', ...args]: readonly string[]): readonly string[] {
    return [program.includes('/') ? resolve(this.#situation.baseDirectory, program) : program, ...args];
  }
}

function hotDocumentsOf({ namespace, ids }: MongosyncOptions['hotDocuments'][number]): Record<string, unknown> {
  const dot = namespace.indexOf('.');
  return { db: namespace.slice(0, dot), collection: namespace.slice(dot + 1), ids: ids.map((_id) => ({ _id })) };
}
