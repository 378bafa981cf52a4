#!/usr/bin/env node
/** The program: hands the process to `run` and its exit code back. */
import { exitCodes } from '../lib/errors.ts';
import { run } from './run.ts';

/** The end of a session comes as several: from the terminal and from the shell, or as SIGTERM with SIGHUP behind it. */
const togetherMs = 500;

const interruption = new AbortController();
let interruptedAt = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Once: stop at the next safe point. Twice: now.
    if (interruption.signal.aborted) {
      if (performance.now() - interruptedAt < togetherMs) return;
      process.stderr.write('\nStopped at once. The same command puts in order what is half done, and goes on\n');
      process.exit(exitCodes.interrupted);
    }
    interruptedAt = performance.now();
    interruption.abort(new Error(`Received ${signal}`));
  });
}

// Work must not end because nobody reads what it says; `godwit schema | head` is no error either.
let outputError: NodeJS.ErrnoException | undefined;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') outputError ??= error;
  });
}

const exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  isTTY: process.stdout.isTTY,
  signal: interruption.signal,
});
if (outputError !== undefined) {
  process.stderr.write(`The output could not be written: ${outputError.message}\n`);
}
process.exitCode = exitCode === exitCodes.ok && outputError !== undefined ? exitCodes.error : exitCode;
// What was begun before the interruption, such as connecting, would otherwise be waited for.
if (exitCode === exitCodes.interrupted) process.exit();
