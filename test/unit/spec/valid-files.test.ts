import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../src/spec/generated/validate-migration.ts';
import { loadMigrations } from '../../../src/spec/load-migrations.ts';
import type { SchemaNode } from '../../../src/spec/schema/schema-validator.ts';
import { schemaAt } from '../../../src/spec/schema/schema-walk.ts';
import { childrenOf, type Located } from '../../../src/spec/yaml/located.ts';
import { parseYaml } from '../../../src/spec/yaml/parse-yaml.ts';
import { now, repositoryPath } from './support.ts';

const yamlFiles = (directory: string) =>
  readdirSync(repositoryPath(directory))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${directory}${name}`);

const examples = yamlFiles('examples/');
const testData = yamlFiles('schemas/testdata/valid/');

const load = (path: string) =>
  loadMigrations({
    paths: [path],
    cwd: repositoryPath('.'),
    env: { GODWIT_VAR_project: '64f0c0ffee0000000000beef' },
    now,
    checkEnvironments: true,
  });

describe('examples', () => {
  it.each(examples)('%s is valid, and misses nothing but secrets', async (path) => {
    const { migrations, diagnostics } = await load(path);
    expect(migrations).toHaveLength(1);
    expect(diagnostics.filter(({ code }) => code !== 'GW651' && code !== 'GW652')).toEqual([]);
  });

  it.each(examples)('%s tells editors where the schema is', (path) => {
    expect(readFileSync(repositoryPath(path), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/schemas\/migration\.schema\.json\n/,
    );
  });
});

describe('schemas/testdata/valid', () => {
  it.each(testData)('%s', async (path) => {
    const { migrations, diagnostics } = await load(path);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const normal = `${JSON.stringify(migrations[0]?.spec, undefined, 2)}\n`;
    await expect(normal).toMatchFileSnapshot(repositoryPath(`test/unit/spec/golden/${migrations[0]?.name}.json`));
  });

  it('uses every property of the schema', () => {
    const used = new Set<SchemaNode>();
    for (const path of [...testData, ...examples]) {
      const { root } = parseYaml(readFileSync(repositoryPath(path), 'utf8'));
      collect(root!, '', used);
    }
    const unused = [...properties(schema, '')].filter(([, node]) => !used.has(node)).map(([path]) => path);
    expect(unused).toEqual([]);
  });
});

/** The schema's nodes for every value of a document. */
function collect(node: Located, pointer: string, used: Set<SchemaNode>): void {
  for (const shape of schemaAt(pointer)) used.add(shape);
  for (const [name, child] of childrenOf(node))
    collect(child, `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`, used);
}

/** Every property that the schema describes, with the path of its definition. */
function* properties(node: unknown, path: string): Generator<[string, SchemaNode]> {
  if (typeof node !== 'object' || node === null || path.endsWith('/complete') || path.endsWith('/examples')) return;
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'properties') yield* properties(value, `${path}/${key}`);
    else
      for (const [name, property] of Object.entries(value as Record<string, SchemaNode>)) {
        yield [`${path}/${name}`, property];
        yield* properties(property, `${path}/${name}`);
      }
  }
}
