/** mongosync has no failed state: it writes why into its log and exits (contract, section 2). */
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** A fatal entry is among the last things that a process writes. */
const readBytes = 256_000;
/** What a process says of itself when it begins (contract, section 11). */
const firstMessage = 'Version info';

/** The log that is written in a directory that was named for it. */
export function logIn(logPath: string): string {
  return join(logPath, 'mongosync.log');
}

/**
 * The cause in the last fatal entry of a log, unless a process was started since.
 * @param since when the process began whose end is asked for, where that is known
 */
export async function fatalIn(file: string, since?: Date): Promise<string | undefined> {
  for (const line of (await endOf(file)).split('\n').reverse()) {
    const entry = parsed(line);
    if (String(entry?.['message']).startsWith(firstMessage)) return undefined;
    if (entry?.['level'] !== 'fatal') continue;
    const at = Date.parse(String(entry['time']));
    if (since !== undefined && at < since.getTime()) return undefined;
    return causeOf(entry['error']) ?? textOf(entry['message']) ?? 'a fatal error without words';
  }
  return undefined;
}

async function endOf(file: string): Promise<string> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    const start = Math.max(0, size - readBytes);
    const buffer = Buffer.alloc(size - start);
    await handle.read(buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  } catch {
    return '';
  }
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The cause is nested, and a text in some versions. */
function causeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return textOf(error);
  const { message, msErrorMessage } = error as Record<string, unknown>;
  return textOf(message) ?? textOf(msErrorMessage);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
