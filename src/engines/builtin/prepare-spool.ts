/** Where `godwit sync` may keep changes that are read and not applied yet: whether that is possible is found before it starts. */
import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError, messageOf } from '../../lib/errors.ts';
import { makeDirectory } from '../../lib/make-directory.ts';
import { formatBytes } from '../../lib/size.ts';
import type { SpoolOptions } from '../../sync/spool/spool.ts';

export interface SpoolWish {
  readonly path: string;
  /** Nine tenths of the room that there is, where nobody says. */
  readonly maxBytes?: number | undefined;
}

/** A batch of events may have 16 MB and more; less than a few of them would only hold the sync up. */
const leastBytes = 100_000_000;

/** @throws EnvironmentError GW975 when the directory cannot be written to, or its disk has less room than asked for */
export async function prepareSpool({ path, maxBytes }: SpoolWish): Promise<SpoolOptions> {
  const room = await roomIn(path);
  const wanted = maxBytes ?? Math.floor(room * 0.9);
  if (wanted < leastBytes || wanted > room) {
    throw new EnvironmentError('GW975', {
      summary: `Changes cannot be spooled to ${path}: ${formatBytes(wanted)} are asked for, and ${formatBytes(room)} are free`,
      detail: `A spool has at least ${formatBytes(leastBytes)}, and all that it may take has to be there when the sync starts`,
      hint: 'Set engine.builtin.spool.maxSize (--spoolMaxSize) to less, or name a directory on a larger disk',
    });
  }
  return { path, maxBytes: wanted };
}

/** Bytes that are free there, or taken by spools already. */
async function roomIn(path: string): Promise<number> {
  try {
    makeDirectory(path);
    await access(path, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize + (await spooledIn(path));
  } catch (error) {
    throw new EnvironmentError('GW975', {
      summary: `Changes cannot be spooled to ${path}`,
      detail: messageOf(error),
      hint: 'Name a directory in engine.builtin.spool.path (--spoolPath) that this user may write to',
      cause: error,
    });
  }
}

async function spooledIn(path: string): Promise<number> {
  const files = await readdir(path, { recursive: true });
  const sizes = files
    .filter((name) => name.endsWith('.spool'))
    .map(
      async (name) =>
        await stat(join(path, name)).then(
          ({ size }) => size,
          () => 0,
        ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
