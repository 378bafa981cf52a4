/**
 * mongodump piped into mongorestore. The archive passes through this process on purpose: when it dies, however it dies,
 * both tools lose their pipe and end, so that no restore goes on behind a cutover that was taken back.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError, messageOf } from '../../lib/errors.ts';
import { programMissing } from '../process/program.ts';
import { hear, nothingSaid, type RestoreWords } from './progress.ts';

export interface PipedTools {
  readonly dump: readonly string[];
  readonly restore: readonly string[];
  /** The dump is kept in this file on the way; `undefined` pipes one program into the other. */
  readonly archive: string | undefined;
  readonly signal: AbortSignal;
  /** What the tools say, line by line, for the log. */
  readonly onLine: (tool: 'mongodump' | 'mongorestore', line: string) => void;
}

const killAfterMs = 5_000;

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
   * @throws EngineError GW945 for the first of the two that failed, and when single documents were left out
   */
  async run(): Promise<RestoreWords> {
    const { archive } = this.#tools;
    if (archive === undefined) {
      const dump = this.#start('mongodump', this.#tools.dump, 'pipe');
      const restore = this.#start('mongorestore', this.#tools.restore, 'pipe');
      await this.#together(dump, restore, async () => await this.#pass(dump.output, restore.input));
    } else {
      const dump = this.#start('mongodump', this.#tools.dump, 'pipe');
      await this.#together(
        dump,
        undefined,
        async () => await pipeline(dump.output, createWriteStream(archive, { mode: 0o600 })),
      );
      const restore = this.#start('mongorestore', this.#tools.restore, 'pipe');
      await this.#together(undefined, restore, async () => await this.#pass(createReadStream(archive), restore.input));
    }
    return this.#judged();
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

  /** Waits for pipe and programs; tells of the one that failed first, since the other fails for want of it. */
  async #together(dump: Tool | undefined, restore: Tool | undefined, pass: () => Promise<void>): Promise<void> {
    const tools = [dump, restore].filter((tool) => tool !== undefined);
    const failures: EngineError[] = [];
    const passing = pass().catch((error: unknown) => messageOf(error));
    await Promise.all(
      tools.map(async (tool) => {
        const failure = await tool.ended;
        if (failure !== undefined) failures.push(failure);
      }),
    );
    const broken = await passing;
    this.#tools.signal.throwIfAborted();
    if (failures[0] !== undefined) throw failures[0];
    if (broken !== undefined) throw failed('The pipe between mongodump and mongorestore broke', broken);
  }

  #start(name: 'mongodump' | 'mongorestore', command: readonly string[], io: 'pipe'): Tool {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { stdio: [io, io, 'pipe'] });
    const { signal, onLine } = this.#tools;
    let failure: string | undefined;
    createInterface({ input: child.stderr! }).on('line', (line) => {
      onLine(name, line);
      const heard = hear(nothingSaid, line);
      failure ??= heard.failure;
      if (name === 'mongorestore') this.#words = hear(this.#words, line);
    });
    if (name === 'mongodump') child.stdin!.end();
    else child.stdout!.resume();
    const ended = endOf(child, signal).then(({ code, error }) => {
      if (error !== undefined) return programMissing(program, error);
      return code === 0
        ? undefined
        : failed(`${name} ended with ${code ?? 'a signal'}`, failure ?? 'It did not say why');
    });
    return { output: child.stdout!, input: child.stdin!, ended };
  }

  /** Exit code 0 says little: duplicates and documents that break a validator are passed over (contract, section 6). */
  #judged(): RestoreWords {
    const { summary, errors } = this.#words;
    if (summary === undefined) {
      throw failed('mongorestore ended without its summary', 'So it is not known whether every document was restored');
    }
    if (summary.failed > 0) {
      throw failed(`${summary.failed} documents could not be restored`, errors.slice(0, 3).join('; ') || undefined);
    }
    return this.#words;
  }
}

interface Tool {
  readonly output: Readable;
  readonly input: Writable;
  /** Resolves when it is gone, with why that is a failure. */
  readonly ended: Promise<EngineError | undefined>;
}

async function endOf(child: ChildProcess, signal: AbortSignal): Promise<{ code: number | null; error?: unknown }> {
  const end = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
  };
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  child.stdin!.on('error', () => {});
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code };
  } catch (error) {
    return { code: null, error };
  } finally {
    signal.removeEventListener('abort', end);
    process.off('exit', atExit);
  }
}

function failed(summary: string, detail: string | undefined): EngineError {
  return new EngineError('GW945', {
    summary,
    detail,
    hint: 'Remove the cause and run `godwit apply` again: it copies anew, and drops what this attempt left',
  });
}
