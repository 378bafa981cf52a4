/**
 * mongodump piped into mongorestore. The archive passes through this process on purpose: when it dies, however it dies,
 * both tools lose their pipe and end, so that no restore goes on behind a cutover that was taken back.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../lib/errors.ts';
import { copyFailed, judged, nothingSaid, type RestoreWords } from './progress.ts';
import { startTool, type Tool, type ToolName } from './tool-process.ts';

export interface PipedTools {
  readonly dump: readonly string[];
  readonly restore: readonly string[];
  /** The dump is kept in this file on the way; `undefined` pipes one program into the other. */
  readonly archive: string | undefined;
  /** The file is there already, whole. */
  readonly isDumped?: boolean;
  /** The file is whole from here on. */
  readonly onDumped?: () => Promise<void>;
  readonly signal: AbortSignal;
  /** What the tools say, line by line, for the log. */
  readonly onLine: (tool: ToolName, line: string) => void;
}

export class PipedCopy {
  readonly #tools: PipedTools;
  #words: RestoreWords = nothingSaid;
  #passedBytes = 0;
  #hasPassed = false;

  constructor(tools: PipedTools) {
    this.#tools = tools;
  }

  /** Bytes of the archive that mongorestore has taken. */
  get passedBytes(): number {
    return this.#passedBytes;
  }

  /** The whole archive has been handed over; indexes are built from then on. */
  get hasPassed(): boolean {
    return this.#hasPassed;
  }

  get words(): RestoreWords {
    return this.#words;
  }

  /**
   * Copies everything.
   * @throws EngineError GW945 for the one of the two that failed of itself, and when single documents were left out
   */
  async run(): Promise<RestoreWords> {
    const { archive } = this.#tools;
    if (archive === undefined) {
      const dump = this.#start('mongodump', this.#tools.dump);
      const restore = this.#start('mongorestore', this.#tools.restore);
      await this.#together(dump, restore, async () => await this.#pass(dump.output, restore.input));
    } else {
      if (this.#tools.isDumped !== true) await this.#dumpInto(archive);
      const restore = this.#start('mongorestore', this.#tools.restore);
      await this.#together(undefined, restore, async () => await this.#pass(createReadStream(archive), restore.input));
    }
    return judged(this.#words);
  }

  async #dumpInto(archive: string): Promise<void> {
    const dump = this.#start('mongodump', this.#tools.dump);
    await this.#together(
      dump,
      undefined,
      async () => await pipeline(dump.output, createWriteStream(archive, { mode: 0o600, flush: true })),
    );
    await this.#tools.onDumped?.();
  }

  async #pass(from: Readable, to: Writable): Promise<void> {
    const count = async function* (this: PipedCopy, source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        yield chunk;
        this.#passedBytes += chunk.length;
      }
    }.bind(this);
    await pipeline(from, count, to);
    this.#hasPassed = true;
  }

  /** Waits for pipe and programs; tells of the one that failed of itself, not of the one that failed for want of it. */
  async #together(dump: Tool | undefined, restore: Tool | undefined, pass: () => Promise<void>): Promise<void> {
    const [broken, dumpFailure, restoreFailure] = await Promise.all([
      pass().then(
        () => undefined,
        (error: unknown) => messageOf(error),
      ),
      dump?.ended,
      restore?.ended,
    ]);
    this.#tools.signal.throwIfAborted();
    // Which of two ends is heard of first is chance. A pipe that broke lost its reader, and the dump fails for that; one
    // that passed to its end was cut short by the dump, if that failed at all, and the restore fails for that.
    const isDumpFirst = broken === undefined || dump?.wasStarted === false;
    const failure = isDumpFirst ? (dumpFailure ?? restoreFailure) : (restoreFailure ?? dumpFailure);
    if (failure !== undefined) throw failure;
    if (broken !== undefined) throw copyFailed('The pipe between mongodump and mongorestore broke', broken);
  }

  #start(name: ToolName, command: readonly string[]): Tool {
    const { signal, onLine } = this.#tools;
    return startTool(name, command, {
      signal,
      onLine,
      onWords: (hearing) => {
        if (name === 'mongorestore') this.#words = hearing(this.#words);
      },
    });
  }
}
