/** mongodump and mongorestore for plan and apply: an engine that copies once and cannot follow. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConnectionString } from 'mongodb-connection-string-url';
import writeFileAtomic from 'write-file-atomic';
import { stringify } from 'yaml';
import { isDeadProcess } from '../../lib/dead-process.ts';
import { EngineError, isGodwitError, messageOf } from '../../lib/errors.ts';
import type { Secret } from '../../lib/secret.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { ReadFrom } from '../../spec/blocks/connection.ts';
import type { DumpRestoreOptions } from '../../spec/blocks/engine-options.ts';
import type { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import type { SyncCluster } from '../../sync/sync-context.ts';
import type { Engine, EngineCapabilities, EngineObservation, EngineState } from '../engine.ts';
import { unknownProgress } from '../unknown-progress.ts';
import { dumpRestoreCapabilities } from './capabilities.ts';
import { DirectoryCopy, type DirectoryCopyOptions } from './directory-copy.ts';
import { readDumpScope, type ScopeFound, type ScopeSize } from './dump-scope.ts';
import { KeptCollections } from './kept-collections.ts';
import { PipedCopy } from './piped-tools.ts';
import { type CopyFigures, type CopyRecord, DumpRestoreRecord } from './record.ts';
import { dumpArguments, restoreArguments } from './tool-arguments.ts';
import { copyUsersAndRoles } from './users-copy.ts';

export interface DumpRestoreEngineOptions {
  readonly options: DumpRestoreOptions;
  readonly sourceUri: Secret;
  readonly destinationUri: Secret;
  readonly source: SyncCluster;
  readonly destinationClient: MongoClient;
  readonly filter: NamespaceFilter;
  readonly readFrom: ReadFrom;
  /** A program, made absolute where it is given as a path. */
  readonly path: (program: string) => string;
  /** A file or directory of the migration, made absolute. */
  readonly filePath: (file: string) => string;
  readonly directory: string;
}

const beatEveryMs = 500;

/** How the two programs are run. */
type Tools = Pick<DirectoryCopyOptions, 'mongodump' | 'mongorestore' | 'configFiles' | 'signal' | 'onLine'>;

interface Running {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

export class DumpRestoreEngine implements Engine {
  readonly type = 'dumpRestore';
  readonly capabilities: EngineCapabilities;
  readonly #options: DumpRestoreEngineOptions;
  readonly #record: DumpRestoreRecord;
  readonly #kept: KeptCollections;
  #running: Running | undefined;

  constructor(options: DumpRestoreEngineOptions) {
    this.#options = options;
    this.capabilities = {
      ...dumpRestoreCapabilities,
      resumesCopy: options.options.directory !== undefined,
      canMoveUsers: options.options.usersAndRoles,
    };
    this.#kept = new KeptCollections(options.destinationClient);
    this.#record = new DumpRestoreRecord(options.destinationClient);
  }

  async observe(): Promise<EngineObservation> {
    const record = await this.#record.read();
    const isCopying = record?.phase === 'copying' || record?.phase === 'buildingIndexes';
    const isRunning = isCopying && (this.#running !== undefined || isAlive(record));
    return {
      type: this.type,
      state: record === undefined ? 'absent' : stateOf(record, isRunning),
      isRunning,
      location: record && `pid ${record.holder.pid} on ${record.holder.host}`,
      startedAt: record?.startedAt.toISOString(),
      progress: record && progressOf(record),
      failure: record && failureOf(record, isRunning),
      mustStartOver: undefined,
    };
  }

  /** There is nothing to launch; two copies at once are refused. */
  async launch(): Promise<void> {
    const { isRunning } = await this.observe();
    const record = await this.#record.read();
    if (this.#running !== undefined || record === undefined || !isRunning) return;
    throw new EngineError('GW911', {
      summary: `A copy to this destination runs already (pid ${record.holder.pid} on ${record.holder.host})`,
      hint: 'Wait for its end, or end that command: its copy ends with it within 10 s',
    });
  }

  async start(): Promise<void> {
    if ((await this.#record.read()) !== undefined) throw refused('start', 'it has begun already');
    await this.#begin(false);
  }

  /** Copies anew, and drops what the attempt before left; through a directory, only what is not complete. */
  async resume(): Promise<void> {
    const { state } = await this.observe();
    if (state !== 'failed') throw refused('resume', `it is ${state}`);
    await this.#begin(true);
  }

  async pause(): Promise<void> {
    throw refused('pause', 'the tools can only be stopped, and then begin anew');
  }

  async commit(): Promise<void> {
    const { state } = await this.observe();
    if (state !== 'committing') throw refused('commit', `the copy is ${state}`);
  }

  /** A copy of a moment that has passed is of no use any more. */
  async undoCommit(): Promise<void> {
    const message = 'The cutover was taken back, and the source has been written to since';
    await this.#record.end('failed', { code: 'GW946', message });
  }

  async finishCommit(): Promise<void> {
    const { state } = await this.observe();
    if (state === 'committed') return;
    if (state !== 'committing') throw refused('finish', `the copy is ${state}`);
    await this.#record.end('committed');
  }

  async reverse(): Promise<void> {
    throw refused('reverse', 'the tools copy once and follow nothing');
  }

  async stop(): Promise<void> {
    this.#running?.stop.abort(new EngineError('GW946', { summary: 'The copy was stopped' }));
    await this.#running?.ended;
  }

  async removeMetadata(): Promise<void> {
    await this.#kept.remove();
    await this.#record.remove();
  }

  async #begin(startsOver: boolean): Promise<void> {
    const { filter, source, directory } = this.#options;
    const found = await readDumpScope(source.client, filter);
    const { size } = found;
    if (found.scope.namespaces.length === 0) throw refused('start', 'nothing is in scope');
    if (!startsOver) await this.#kept.remove();
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const files = await this.#writeConfigs();
    const stop = new AbortController();
    await this.#record.begin({ ...totals(size), copiedBytes: 0, copiedDocuments: 0, warnings: [] });
    const tools = this.#tools(files, stop.signal);
    const copy = this.#copy(found, startsOver, tools);
    const users = async () => await this.#copyUsers(found, tools);
    const ended = this.#carry(copy, size, users)
      .finally(async () => {
        this.#running = undefined;
        await Promise.all(files.map(async (file) => await rm(file, { force: true })));
      })
      .catch(() => {});
    this.#running = { stop, ended };
  }

  #tools(configFiles: readonly [string, string], signal: AbortSignal): Tools {
    const { options, path, directory } = this.#options;
    const log = createWriteStream(join(directory, 'dump-restore.log'), { flags: 'a', mode: 0o600 });
    log.on('error', () => {});
    return {
      mongodump: path(options.mongodump),
      mongorestore: path(options.mongorestore),
      configFiles,
      signal,
      onLine: (tool, line) => log.write(`${tool}\t${line}\n`),
    };
  }

  #copy({ scope, collections }: ScopeFound, startsOver: boolean, tools: Tools): PipedCopy | DirectoryCopy {
    const { options, readFrom, source, destinationClient, filePath } = this.#options;
    const situation = { options, scope, readFrom, startsOver };
    const { mongodump, mongorestore, configFiles } = tools;
    if (options.directory !== undefined) {
      const directory = filePath(options.directory);
      const kept = this.#kept;
      return new DirectoryCopy({ ...tools, directory, situation, source, destinationClient, collections, kept });
    }
    return new PipedCopy({
      ...tools,
      dump: [mongodump, ...dumpArguments(situation, configFiles[0])],
      restore: [mongorestore, ...restoreArguments(situation, configFiles[1])],
      archive: options.archive && filePath(options.archive),
    });
  }

  async #copyUsers({ scope }: ScopeFound, tools: Tools): Promise<void> {
    const { options, source } = this.#options;
    if (!options.usersAndRoles) return;
    await copyUsersAndRoles({ ...tools, source: source.client, databases: scope.databases });
  }

  /** Runs the copy to its end, beating meanwhile, and writes down how it ended. */
  async #carry(copy: PipedCopy | DirectoryCopy, size: ScopeSize, users: () => Promise<void>): Promise<void> {
    const beat = setInterval(() => {
      const phase = copy.hasPassed ? 'buildingIndexes' : 'copying';
      this.#record.beat(phase, this.#figures(copy, size)).catch(() => {});
    }, beatEveryMs);
    try {
      await copy.run();
      await users();
      clearInterval(beat);
      await this.#record.beat('buildingIndexes', this.#figures(copy, size));
      await this.#record.end('copied');
    } catch (error) {
      clearInterval(beat);
      // Single documents and indexes that failed are told there, for status and report.
      await this.#record.beat('copying', this.#figures(copy, size));
      const { code, hint } = isGodwitError(error) ? error : { code: 'GW945', hint: undefined };
      await this.#record.end('failed', { code, message: wordsOf(error), hint });
    }
  }

  /** What passes through is the documents and little else, unless it is compressed. */
  #figures(copy: PipedCopy | DirectoryCopy, { bytes, documents }: ScopeSize): CopyFigures {
    const { gzip } = this.#options.options;
    const { words } = copy;
    return {
      copiedBytes: gzip ? undefined : copy.hasPassed ? bytes : Math.min(bytes, copy.passedBytes),
      totalBytes: bytes,
      copiedDocuments: words.summary?.restored ?? words.documents,
      totalDocuments: Math.max(documents, words.documents, words.summary?.restored ?? 0),
      warnings: words.errors,
    };
  }

  /** Connection strings for the tools alone: neither argument list nor environment shows them. */
  async #writeConfigs(): Promise<readonly [string, string]> {
    const { directory, sourceUri, destinationUri } = this.#options;
    const files = [join(directory, 'mongodump.yaml'), join(directory, 'mongorestore.yaml')] as const;
    await writeFileAtomic(files[0], stringify({ uri: forTools(sourceUri) }), { mode: 0o600 });
    await writeFileAtomic(files[1], stringify({ uri: forTools(destinationUri) }), { mode: 0o600 });
    return files;
  }
}

/** Where nothing says otherwise, the tools would take the dumped database for that of the user. */
function forTools(uri: Secret): string {
  const parsed = new ConnectionString(uri.reveal());
  if (parsed.username !== '' && !parsed.searchParams.has('authSource') && parsed.pathname.length <= 1) {
    parsed.searchParams.set('authSource', 'admin');
  }
  return parsed.toString();
}

/** Of another machine only the beat is known. */
function isAlive({ isFresh, holder }: CopyRecord): boolean {
  return isFresh && !isDeadProcess(holder);
}

function totals({ bytes, documents }: ScopeSize): { totalBytes: number; totalDocuments: number } {
  return { totalBytes: bytes, totalDocuments: documents };
}

const states: Readonly<Record<CopyRecord['phase'], EngineState>> = {
  copying: 'copying',
  buildingIndexes: 'buildingIndexes',
  copied: 'committing',
  failed: 'failed',
  committed: 'committed',
};

/** A copy whose command died is none. */
function stateOf({ phase }: CopyRecord, isRunning: boolean): EngineState {
  return (phase === 'copying' || phase === 'buildingIndexes') && !isRunning ? 'failed' : states[phase];
}

function failureOf({ failure, phase, holder }: CopyRecord, isRunning: boolean): EngineObservation['failure'] {
  if (failure != null) return { ...failure, hint: failure.hint };
  if (isRunning || (phase !== 'copying' && phase !== 'buildingIndexes')) return undefined;
  const message = `The command that copied (pid ${holder.pid} on ${holder.host}) is gone`;
  return { code: 'GW946', message, hint: 'Run `godwit apply`: it copies anew, and drops what that attempt left' };
}

function progressOf(record: CopyRecord): NonNullable<EngineObservation['progress']> {
  const isCopied = record.phase === 'copied' || record.phase === 'committed';
  return {
    ...unknownProgress,
    copiedBytes: record.copiedBytes ?? undefined,
    totalBytes: record.totalBytes ?? undefined,
    copiedDocuments: record.copiedDocuments ?? undefined,
    totalDocuments: record.totalDocuments ?? undefined,
    canCommit: record.phase === 'copied',
    whyNotCommit: isCopied ? [] : ['the copy has not ended'],
    canWrite: isCopied,
    warnings: record.warnings,
  };
}

function wordsOf(error: unknown): string {
  return isGodwitError(error) && error.detail !== undefined ? `${error.summary}: ${error.detail}` : messageOf(error);
}

function refused(what: string, why: string): EngineError {
  return new EngineError('GW903', {
    summary: `mongodump | mongorestore cannot ${what} now: ${why}`,
    hint: 'See `godwit status` for what can be done',
  });
}
