import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { godwit } from './support.ts';

describe('the config file of godwit sync', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'godwit-sync-'));
  });
  afterAll(async () => {
    await rm(directory, { recursive: true });
  });

  /** What is printed for a file of this content; connection strings are missing, so that nothing is begun. */
  async function refusalOf(content: string, ...flags: readonly string[]) {
    const file = join(directory, 'sync.yaml');
    await writeFile(file, content);
    const { exitCode, stderr } = await godwit(['sync', '--config', file, ...flags]);
    expect(exitCode).toBe(1);
    return stderr.replaceAll(directory, '');
  }

  it.each([
    ['portt: 27182', /has an option that there is not: portt\n.*There are cluster0, .*port/s],
    ['config: other.yaml', /has an option that there is not: config/],
    ['loadLevel: 9', /has a value for loadLevel that it cannot have\n.*one of 1, 2, 3, 4/s],
    ['verbosity: loud', /has a value for verbosity that it cannot have/],
    ['port: [1]', /has a value for port that it cannot have\n.*a text or a number/s],
    ['- port', /holds no options/],
    ['cluster0: "mongodb://u:secret@host', /is not YAML(?!.*secret)/s],
  ])('refuses %j', async (content, expected) => {
    expect(await refusalOf(`${content}\n`)).toMatch(expected);
  });

  it('that is not there is named', async () => {
    const { exitCode, stderr } = await godwit(['sync', '--config', join(directory, 'none.yaml')]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/none\.yaml cannot be read/);
  });

  it('may be one of mongosync, and gives way to flags', async () => {
    const content = 'acceptDisclaimer: true\ndisableTelemetry: true\nloadLevel: 4\nport: 99999\n';
    expect(await refusalOf(content, '--port', '0')).toMatch(/The connection string of cluster0 is missing/);
  });
});
