import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { OpenEngine } from '../../support/engines/open-engine.ts';
import { standIn } from '../../support/engines/stand-in.ts';
import { killPrograms } from '../../support/engines/started-programs.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';

/** A program on another host, reached by what reaches it: here these run the command where they are. */
describe('mongosync that is started by a command', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair?.[Symbol.asyncDispose]());

  it.each([
    { reach: ['ssh', 'sync-host'], script: 'shift' },
    { reach: ['kubectl', 'exec', '-i', 'mongosync-0', '--'], script: 'while [ "$1" != -- ]; do shift; done; shift' },
  ])('follows over $reach.0, with the connection strings on its standard input alone', async ({ reach, script }) => {
    await using project = await pair.project();
    const file = join(project.directory, reach[0]!);
    // What is seen of the arguments is written down before the program takes over.
    await writeFile(file, `#!/bin/sh\necho "$@" > '${file}.args'\numask 077\n${script}\nexec "$@"\n`);
    await chmod(file, 0o755);
    const command = [`./${reach[0]}`, ...reach.slice(1), await standIn('mongosync', project.directory)];
    const mongosync = { command, port: await findFreePort(), acceptDisclaimer: true, version: '1.22.0' };
    await project.change({ engine: { type: 'mongosync', mongosync } });
    try {
      await using one = await OpenEngine.open(project);
      expect(await one.follow()).toMatchObject({ state: 'following', isRunning: true });
      const told = await readFile(`${file}.args`, 'utf8');
      expect(told.trim()).toMatch(/--config \/dev\/stdin$/);
      expect(told).not.toContain('mongodb://');
      const folder = join(project.directory, '.godwit', 'shop', 'engine');
      for (const name of await readdir(folder)) {
        expect((await stat(join(folder, name))).mode & 0o077, name).toBe(0);
        expect(await readFile(join(folder, name), 'utf8'), name).not.toContain('mongodb://');
      }
    } finally {
      await killPrograms(project);
    }
  });
});
