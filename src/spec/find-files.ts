import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { specCodes } from './error-codes.ts';

export interface FoundFiles {
  /** Paths as they are shown, each once, in the order that they are read. */
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every YAML file that the given paths stand for: files as they are, directories by their entries in order. */
export async function findFiles(paths: readonly string[], cwd: string): Promise<FoundFiles> {
  const found = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const isDirectory = (await stat(absolute).catch(() => undefined))?.isDirectory() ?? false;
    const entries = isDirectory ? await yamlFilesIn(path, absolute) : [path];
    if (entries.length === 0) diagnostics.push(noFiles(path));
    for (const entry of entries) {
      if (!found.has(resolve(cwd, entry))) found.set(resolve(cwd, entry), entry);
    }
  }
  return { paths: [...found.values()], diagnostics };
}

async function yamlFilesIn(path: string, absolute: string): Promise<string[]> {
  const entries = await readdir(absolute, { withFileTypes: true });
  return entries
    .filter((entry) => /\.ya?ml$/i.test(entry.name) && !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(path, entry.name))
    .sort();
}

function noFiles(path: string): Diagnostic {
  return {
    severity: 'error',
    code: specCodes.noFilesInDirectory,
    summary: `${path} holds no file that ends with .yaml or .yml`,
    hint: 'Subdirectories are not searched: give the directory that holds the migrations',
  };
}
