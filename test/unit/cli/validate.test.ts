import { describe, expect, it } from 'vitest';
import { complete, directoryOf } from '../spec/support.ts';
import { godwit } from './support.ts';

const env = { SOURCE_URI: 'set', DESTINATION_URI: 'set' };

describe('godwit validate', () => {
  it('says what is valid, and what to type next', async () => {
    await using directory = await directoryOf({ 'godwit.yaml': complete });
    expect(await godwit(['validate'], { cwd: directory.path, env })).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: '✓ orders (godwit.yaml): phase synced, engine builtin\nValid. Next: godwit plan\n',
    });
  });

  it('keeps the flags in what to type next', async () => {
    await using directory = await directoryOf({
      'migrations/a.yaml': `${complete}environments: { staging: { phase: detached } }\n`,
    });
    const { stdout } = await godwit(['validate', '-f', 'migrations', '-e', 'staging'], { cwd: directory.path, env });
    expect(stdout).toBe(
      '✓ orders (migrations/a.yaml, environment staging): phase detached, engine builtin\nValid. Next: godwit plan -f migrations -e staging\n',
    );
  });

  it('shows every error with its line', async () => {
    await using directory = await directoryOf({
      'godwit.yaml': `${complete}filter: {}\nverification: { mode: fulll }\n`,
    });
    const { exitCode, stdout } = await godwit(['validate'], { cwd: directory.path, env });
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`error[GW630]: Unknown property \`filter\`
 --> godwit.yaml:7:1
  |
7 | filter: {}
  | ^^^^^^
  |
  = help: Did you mean \`filters\`?

error[GW633]: \`fulll\` is not possible for \`verification.mode\`
 --> godwit.yaml:8:23
  |
8 | verification: { mode: fulll }
  |                       ^^^^^
  |
  = note: Possible values are \`full\`, \`sample\`, \`counts\` or \`off\`
  = help: Did you mean \`full\`?

Not valid: 2 errors
`);
  });

  it('gives the same as data', async () => {
    await using directory = await directoryOf({ 'godwit.yaml': `${complete}filter: {}\n` });
    const { exitCode, stdout } = await godwit(['validate', '--format', 'json'], {
      cwd: directory.path,
      env: { SOURCE_URI: 'set' },
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      format_version: '1.0',
      valid: false,
      error_count: 1,
      warning_count: 1,
      diagnostics: [
        expect.objectContaining({ severity: 'warning', code: 'GW651' }),
        {
          severity: 'error',
          code: 'GW630',
          summary: 'Unknown property `filter`',
          detail: '',
          hint: 'Did you mean `filters`?',
          pointer: '/filter',
          range: { filename: 'godwit.yaml', start: { line: 7, column: 1 }, end: { line: 7, column: 7 } },
          snippet: { code: 'filter: {}', start_line: 7, highlight_start_offset: 0, highlight_end_offset: 6 },
        },
      ],
    });
  });

  it('takes warnings for errors when that is wanted', async () => {
    await using directory = await directoryOf({ 'godwit.yaml': complete });
    expect(await godwit(['validate'], { cwd: directory.path })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Valid: 2 warnings. Next'),
    });
    const strict = await godwit(['validate', '--strict'], { cwd: directory.path });
    expect(strict).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('Not valid: 2 errors') });
  });

  it('checks all files and all environments', async () => {
    await using directory = await directoryOf({
      'm/a.yaml': `${complete}environments: { staging: { phase: detatched } }\n`,
      'm/b.yaml': complete.replace('orders', 'Orders'),
    });
    const { stdout } = await godwit(['validate', '-f', 'm'], { cwd: directory.path, env });
    expect(stdout).toContain('m/a.yaml:7:35');
    expect(stdout).toContain('m/b.yaml:3:7');
    expect(stdout).toContain('Not valid: 2 errors');
  });

  it('passes variables on', async () => {
    await using directory = await directoryOf({
      'godwit.yaml': `${complete}vars: { why: null }\ndescription: "\${var.why}"\n`,
    });
    expect((await godwit(['validate'], { cwd: directory.path, env })).stdout).toContain(
      'The variable `why` has no value',
    );
    expect((await godwit(['validate', '--var', 'why=a=b'], { cwd: directory.path, env })).exitCode).toBe(0);
    expect((await godwit(['validate'], { cwd: directory.path, env: { ...env, GODWIT_VAR_why: 'x' } })).exitCode).toBe(
      0,
    );
  });

  it('says how to start when there is no file', async () => {
    await using directory = await directoryOf({});
    const { exitCode, stdout } = await godwit(['validate'], { cwd: directory.path });
    expect(exitCode).toBe(1);
    expect(stdout).toBe(`error[GW601]: The file does not exist
 --> godwit.yaml
  = help: Give the file or directory with \`-f\`, or start one with \`godwit init\`

Not valid: 1 error
`);
  });
});
