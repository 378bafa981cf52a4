import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryPath } from '../spec/support.ts';

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** The package as npm would publish it, unpacked where a project would have it. */
describe('the package', { timeout: 60_000 }, () => {
  let project: string;
  let files: readonly string[];

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'godwit-package-'));
    const installed = join(project, 'node_modules/godwit');
    await mkdir(installed, { recursive: true });
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
    const { stdout } = await execa('npm', args, { cwd: repositoryPath('.') });
    const [packed] = JSON.parse(stdout) as Packed[];
    files = packed!.files.map(({ path }) => path);
    await execa('tar', ['-xzf', join(project, packed!.filename), '--strip-components=1', '-C', installed]);
    // In place of an installation, which needs a registry. What is a dependency, and not a tool of development, is
    // watched over by the rules of imports.
    await symlink(repositoryPath('node_modules'), join(installed, 'node_modules'));
    await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  }, 60_000);

  afterAll(async () => await rm(project, { recursive: true, force: true }));

  it('holds what people and programs look for', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        'schemas/migration.schema.json',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/cli/main.js',
        'dist/spec/generated/validate-migration.js',
      ]),
    );
  });

  it('holds nothing else', () => {
    const expected =
      /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|schemas\/[\w-]+\.schema\.json|dist\/.+\.(?:js|d\.ts))$/;
    expect(files.filter((path) => !expected.test(path))).toEqual([]);
    expect(files.filter((path) => /testdata|\.test\.|\bfixtures?\b/.test(path))).toEqual([]);
  });

  it('runs', async () => {
    const { version } = JSON.parse(await readFile(repositoryPath('package.json'), 'utf8'));
    const run = async (...args: string[]) =>
      await execa('node', [join(project, 'node_modules/godwit/dist/cli/main.js'), ...args], { cwd: project });
    expect((await run('--version')).stdout).toBe(version);
    expect(JSON.parse((await run('schema')).stdout)).toMatchObject({ title: expect.any(String) });
    await writeFile(join(project, 'godwit.yaml'), await readFile(repositoryPath('examples/existing-cluster.yaml')));
    expect((await run('validate')).stdout).toContain('shop (godwit.yaml): phase synced');
    // Loads the engine, and with it everything that the package depends on while it runs.
    expect((await run('sync', '--help')).stdout).toContain('--cluster0');
  });

  it('can be imported, and says what is wrong with a file', async () => {
    await writeFile(join(project, 'wrong.yaml'), 'kind: Migration\nfilter: []\n');
    const program = `
      import { exitCodes, isGodwitError, loadMigrations, UserError } from 'godwit';
      import schema from 'godwit/schemas/migration.schema.json' with { type: 'json' };
      const load = async (path) => await loadMigrations({ paths: [path], env: {}, now: new Date(0) });
      const right = await load(process.argv[1]);
      const wrong = await load('wrong.yaml');
      console.log(JSON.stringify({
        names: right.migrations.map(({ name, spec }) => [name, spec.phase]),
        codes: wrong.diagnostics.map(({ code }) => code),
        isOurs: isGodwitError(new UserError('GW600', { summary: 'x' })),
        interrupted: exitCodes.interrupted,
        title: schema.title,
      }));`;
    const args = ['--input-type=module', '-e', program, repositoryPath('examples/existing-cluster.yaml')];
    const { stdout } = await execa('node', args, { cwd: project });
    expect(JSON.parse(stdout)).toEqual({
      names: [['shop', 'synced']],
      codes: expect.arrayContaining(['GW630', 'GW631']),
      isOurs: true,
      interrupted: 130,
      title: expect.any(String),
    });
  });

  it('has types', async () => {
    const consumer = `
      import { type Diagnostic, loadMigrations, type Migration, type Plan } from 'godwit';
      const { migrations, diagnostics } = await loadMigrations({ paths: ['.'], env: {}, now: new Date() });
      export const specs: readonly Migration[] = migrations.map(({ spec }) => spec);
      export const worst: Diagnostic | undefined = diagnostics.find(({ severity }) => severity === 'error');
      export const kinds = (plan: Plan): readonly string[] => plan.steps.map(({ kind }) => kind);
      // @ts-expect-error A path that is no text has to be noticed, or the types were not found.
      await loadMigrations({ paths: [1], env: {}, now: new Date() });
    `;
    await writeFile(join(project, 'consumer.ts'), consumer);
    // As most projects have it: the declarations of other packages are not theirs to mend.
    const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, noEmit: true, skipLibCheck: true };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const tsc = repositoryPath('node_modules/typescript/bin/tsc');
    const { stdout, exitCode } = await execa('node', [tsc, '-p', project], { reject: false });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
  });
});
