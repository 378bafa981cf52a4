import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { resolveSecret, type SecretSource } from '../../../src/spec/secrets.ts';
import { directoryOf } from './support.ts';

const node = process.execPath;
const source = (baseDirectory: string, env: SecretSource['env'] = {}): SecretSource => ({ baseDirectory, env });

/** An error as everybody could print it. */
async function failureOf(secret: Promise<unknown>): Promise<string> {
  const error = await secret.then(
    () => 'nothing failed',
    (reason: unknown) => reason,
  );
  return `${inspect(error, { depth: 10 })} ${JSON.stringify(error)}`;
}

describe('resolveSecret', () => {
  it('reads the environment that it is given, and no other', async () => {
    const secret = await resolveSecret({ env: 'PASSWORD' }, source('/', { PASSWORD: 'TOPSECRET' }));
    expect(secret.reveal()).toBe('TOPSECRET');
    expect(secret.origin).toBe('env PASSWORD');
    expect(`${secret} ${JSON.stringify({ secret })} ${inspect(secret)}`).not.toContain('TOPSECRET');
    await expect(resolveSecret({ env: 'PATH' }, source('/'))).rejects.toMatchObject({
      code: 'GW651',
      summary: 'The environment variable PATH is not set',
    });
    await expect(resolveSecret({ env: 'PATH' }, source('/', { PATH: '' }))).rejects.toMatchObject({
      summary: 'The environment variable PATH is empty',
    });
  });

  it('reads files next to the migration file, without the last line break', async () => {
    await using directory = await directoryOf({ 'secrets/uri.txt': 'mongodb://a\r\n\n', 'empty.txt': '\n' });
    const secret = await resolveSecret({ file: 'secrets/uri.txt' }, source(directory.path));
    expect(secret.reveal()).toBe('mongodb://a');
    await expect(resolveSecret({ file: 'empty.txt' }, source(directory.path))).rejects.toMatchObject({ code: 'GW654' });
    await expect(resolveSecret({ file: 'none.txt' }, source(directory.path))).rejects.toMatchObject({
      code: 'GW652',
      summary: 'The file none.txt cannot be read',
    });
    await expect(resolveSecret({ file: 'secrets' }, source(directory.path))).rejects.toMatchObject({ code: 'GW652' });
  });

  it('runs commands next to the migration file, with the given environment and without a shell', async () => {
    await using directory = await directoryOf({ 'vault.cjs': 'console.log(process.env.KEY + process.argv[2])' });
    const secret = await resolveSecret(
      { command: [node, 'vault.cjs', '$HOME'] },
      source(directory.path, { KEY: 'a\nb' }),
    );
    expect(secret.reveal()).toBe('a\nb$HOME');
  });

  it.each([
    [
      'exits with an error',
      ['-e', 'console.log("TOPSECRET"); console.error("permission denied"); process.exit(3)'],
      'It exited with 3: permission denied',
    ],
    ['does not end', ['-e', 'console.log("TOPSECRET"); setTimeout(() => {}, 60000)'], 'It did not end within 0.5 s'],
    ['is killed', ['-e', 'console.log("TOPSECRET"); process.kill(process.pid, "SIGKILL")'], 'It was ended by SIGKILL'],
  ])('tells nothing of the output of a command that %s', async (what, args, detail) => {
    // Only what never ends has to be ended soon: a busy machine may take a while to start a program.
    const commandTimeoutMs = what === 'does not end' ? 500 : 30_000;
    const run = () => resolveSecret({ command: [node, ...args] }, { ...source('/'), commandTimeoutMs });
    await expect(run()).rejects.toMatchObject({ code: 'GW653', detail });
    expect(await failureOf(run())).not.toContain('TOPSECRET');
  });

  it('says when there is no such program, and nothing of its arguments', async () => {
    const failing = resolveSecret({ command: ['no-such-program', 'TOPSECRET'] }, source('/'));
    await expect(failing).rejects.toMatchObject({ code: 'GW653', detail: 'There is no such program' });
    expect(await failureOf(resolveSecret({ command: ['no-such-program', 'TOPSECRET'] }, source('/')))).not.toContain(
      'TOPSECRET',
    );
  });

  it('refuses an empty answer', async () => {
    await expect(resolveSecret({ command: [node, '-e', ''] }, source('/'))).rejects.toMatchObject({ code: 'GW654' });
  });

  it('stops with its signal', async () => {
    const controller = new AbortController();
    const waiting = resolveSecret(
      { command: [node, '-e', 'setTimeout(() => {}, 60000)'] },
      { ...source('/'), signal: controller.signal },
    );
    controller.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
  });
});
