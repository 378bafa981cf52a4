import { Command } from 'commander';
import { afterEach, describe, expect, it } from 'vitest';
import { type CommandEntry, commandTable } from '../../../src/cli/command-table.ts';
import { BugError, UserError } from '../../../src/lib/errors.ts';
import { godwit } from './support.ts';

/** Commands of a test stand in the table as long as it runs. */
const table = commandTable as CommandEntry[];
const added = table.length;
afterEach(() => {
  table.length = added;
});

function addCommand(name: string, action: () => void): { isLoaded: () => boolean } {
  let isLoaded = false;
  const load = async () => {
    isLoaded = true;
    return () => new Command(name).option('--speed <number>').action(action);
  };
  table.push({ name, summary: `Summary of ${name}`, load });
  return { isLoaded: () => isLoaded };
}

describe('help', () => {
  it('lists every command with its summary and loads none', async () => {
    const fly = addCommand('fly', () => {});
    const { exitCode, stdout, stderr } = await godwit(['--help']);
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const { name, summary } of commandTable)
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b.*${summary.slice(0, 20)}`, 'm'));
    expect(fly.isLoaded()).toBe(false);
  });

  it('names the environment variable of each flag', async () => {
    const { stdout } = await godwit(['validate', '--help']);
    expect(stdout).toContain('[GODWIT_STRICT]');
    expect(stdout).toContain('[GODWIT_LOCK_TIMEOUT]');
    expect(stdout).toContain('GODWIT_VAR_NAME');
    expect((await godwit(['help', 'validate'])).stdout).toBe(stdout);
    expect((await godwit(['validate', '-h'])).stdout).toBe(stdout);
  });

  it('is shown, and nothing is done, without a command', async () => {
    const { exitCode, stdout, stderr } = await godwit([]);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('Usage: godwit');
  });

  it('knows the version', async () => {
    expect(await godwit(['--version'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('mistakes on the command line', () => {
  it.each([
    [['valdate'], "Unknown command 'valdate'", 'Did you mean validate?'],
    [['validate', '--fromat', 'json'], "Unknown option '--fromat'", 'Did you mean --format?'],
    [
      ['validate', '--format', 'yaml'],
      "Option '--format <format>' argument 'yaml' is invalid. Allowed choices are text, json, markdown, sarif",
      'godwit --help',
    ],
    [
      ['validate', '--var', 'x'],
      "Option '--var <name=value>' argument 'x' is invalid. Write it as NAME=VALUE",
      'godwit --help',
    ],
    [
      ['validate', '--lock-timeout', '3'],
      "Option '--lock-timeout <duration>' argument '3' is invalid. Write it with its unit, such as 3s",
      'godwit --help',
    ],
    [['validate', '--file'], "Option '-f, --file <path>' argument missing", 'godwit --help'],
    [['validate', 'extra'], "Too many arguments for 'validate'", 'godwit --help'],
    [['plan', '--format', 'sarif'], '`godwit plan` has no output as sarif', 'Use `--format text` or `--format json`'],
  ])('%j', async (argv, summary, hint) => {
    const { exitCode, stdout, stderr } = await godwit(argv);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`error[GW600]: ${summary}`);
    expect(stderr).toContain(hint);
  });

  it('are JSON when that is wanted', async () => {
    for (const argv of [
      ['valdate', '--format', 'json'],
      ['--format=json', 'valdate'],
    ]) {
      const { stderr } = await godwit(argv);
      expect(JSON.parse(stderr)).toMatchObject({
        type: 'error',
        error: { code: 'GW600', hint: 'Did you mean validate?', exit_code: 1 },
      });
    }
    expect(JSON.parse((await godwit(['valdate'], { env: { GODWIT_FORMAT: 'json' } })).stderr)).toMatchObject({
      type: 'error',
    });
  });
});

describe('errors of commands', () => {
  it('are printed once, with the exit code of their kind', async () => {
    addCommand('fly', () => {
      throw new UserError('GW701', {
        summary: 'It rains',
        detail: 'Clouds',
        hint: 'Wait',
        exitCode: 3,
        context: { rain: 'mm' },
      });
    });
    expect(await godwit(['fly'])).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: 'error[GW701]: It rains\n  = note: Clouds\n  = help: Wait\n',
    });
    const { stderr } = await godwit(['fly', '--format', 'json']);
    expect(JSON.parse(stderr).error).toEqual({
      code: 'GW701',
      summary: 'It rains',
      detail: 'Clouds',
      hint: 'Wait',
      context: { rain: 'mm' },
      is_bug: false,
      exit_code: 3,
    });
  });

  it.each([
    ['anything else', new TypeError('x is not a function')],
    ['a bug that was noticed', new BugError('GW999', { summary: 'x is not a function' })],
  ])('show %s as a bug, with its stack', async (_, error) => {
    addCommand('fly', () => {
      throw error;
    });
    const { exitCode, stderr } = await godwit(['fly']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('bug: x is not a function');
    expect(stderr).toContain('run.test.ts');
    expect(stderr).toContain('report it');
    expect(JSON.parse((await godwit(['fly', '--format=json'])).stderr).error).toMatchObject({ is_bug: true });
  });

  it('are coloured on a terminal only, and never when somebody said no', async () => {
    const colour = '\u001b[';
    expect((await godwit(['valdate'], { isTTY: true })).stderr).toContain(colour);
    expect((await godwit(['valdate'])).stderr).not.toContain(colour);
    expect((await godwit(['valdate', '--no-color'], { isTTY: true })).stderr).not.toContain(colour);
    for (const env of [{ NO_COLOR: '1' }, { GODWIT_NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      expect((await godwit(['valdate'], { isTTY: true, env })).stderr).not.toContain(colour);
      expect((await godwit(['validate', '-f', 'none.yaml'], { isTTY: true, env })).stdout).not.toContain(colour);
    }
    expect((await godwit(['valdate'], { env: { FORCE_COLOR: '1' } })).stderr).toContain(colour);
  });
});

describe('environment variables instead of flags', () => {
  const file = 'examples/existing-cluster.yaml';
  it('count when the flag is not given', async () => {
    const env = { GODWIT_FILE: file, GODWIT_FORMAT: 'json' };
    expect(JSON.parse((await godwit(['validate'], { env })).stdout)).toMatchObject({ valid: true });
    expect((await godwit(['validate', '--format', 'text'], { env })).stdout).toContain('Valid');
  });

  it('work for the flags of a command too', async () => {
    expect((await godwit(['validate', '-f', file], { env: { GODWIT_STRICT: 'true' } })).exitCode).toBe(1);
    expect((await godwit(['validate', '-f', file], { env: { GODWIT_STRICT: 'false' } })).exitCode).toBe(0);
  });

  it('are refused like the flag is', async () => {
    const { exitCode, stderr } = await godwit(['validate'], { env: { GODWIT_FORMAT: 'yaml' } });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error[GW600]: The environment variable GODWIT_FORMAT cannot stand for --format');
  });
});
