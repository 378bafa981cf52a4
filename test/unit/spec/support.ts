import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LoadOptions, loadMigrations } from '../../../src/spec/load-migrations.ts';

/** A path of the repository. */
export const repositoryPath = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The clock of all tests of files: windows and waivers depend on it. */
export const now = new Date('2026-11-20T12:00:00Z');

/** The start of a migration file with everything that cannot be left out. */
export const complete = `apiVersion: godwit/v1
kind: Migration
name: orders
phase: synced
source: { uri: { env: SOURCE_URI } }
destination: { uri: { env: DESTINATION_URI } }
`;

/** A directory of files that is gone after the test: `await using`. */
export async function directoryOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const path = await mkdtemp(join(tmpdir(), 'godwit-spec-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
  const load = (options: Partial<LoadOptions> = {}) =>
    loadMigrations({ paths: ['.'], cwd: path, env: { SOURCE_URI: 'set', DESTINATION_URI: 'set' }, now, ...options });
  return { path, load, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Loads one file with the given text. */
export async function loadText(text: string | Uint8Array, options: Partial<LoadOptions> = {}) {
  await using directory = await directoryOf({ 'm.yaml': text });
  return await directory.load({ paths: ['m.yaml'], ...options });
}

/** What was found, as `GW630 m.yaml:3:1 Summary`. */
export function brief({ diagnostics }: Awaited<ReturnType<typeof loadMigrations>>): string[] {
  return diagnostics.map(({ code, range, summary }) =>
    [code, range ? `${range.file}:${range.line}:${range.column}` : undefined, summary].filter(Boolean).join(' '),
  );
}
