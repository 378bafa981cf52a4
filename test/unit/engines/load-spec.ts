import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMigrations } from '../../../src/spec/load-migrations.ts';
import type { Migration } from '../../../src/spec/migration.ts';

/** The migration of a file with these blocks beside source and destination. */
export async function loadedFrom(blocks: string): Promise<Migration> {
  const directory = await mkdtemp(join(tmpdir(), 'godwit-spec-'));
  try {
    const file = join(directory, 'godwit.yaml');
    const head = 'apiVersion: godwit/v1\nkind: Migration\nname: shop\nphase: synced\n';
    const sides = 'source: { uri: { env: A } }\ndestination: { uri: { env: B } }\n';
    await writeFile(file, `${head}${sides}${blocks}\n`);
    const env = { A: 'mongodb://a.example/', B: 'mongodb://b.example/' };
    const { migrations, diagnostics } = await loadMigrations({ paths: [file], env, now: new Date() });
    if (migrations[0] === undefined) throw new Error(JSON.stringify(diagnostics));
    return migrations[0].spec;
  } finally {
    await rm(directory, { recursive: true });
  }
}
