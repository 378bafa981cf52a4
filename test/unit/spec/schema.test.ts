import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { durationPattern } from '../../../src/lib/duration.ts';
import { sizePattern } from '../../../src/lib/size.ts';
import type { MigrationFile } from '../../../src/spec/generated/migration.ts';
import { validate } from '../../../src/spec/generated/validate-migration.ts';
import { alternatives } from '../../../src/spec/overlay.ts';
import { repositoryPath } from './support.ts';

interface Node {
  [keyword: string]: unknown;
  $ref?: string;
  type?: string | string[];
  description?: string;
  examples?: unknown[];
  properties?: Record<string, Node>;
  required?: string[];
  oneOf?: Node[];
}

const schema: Node & { $defs: Record<string, Node> } = JSON.parse(
  readFileSync(repositoryPath('schemas/migration.schema.json'), 'utf8'),
);

/** Every node with the path that leads to it; what `complete` repeats describes nothing. */
function* nodes(node: unknown, path: string): Generator<[string, Node]> {
  if (typeof node !== 'object' || node === null || path.startsWith('#/$defs/complete')) return;
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* nodes(item, `${path}/${index}`);
    return;
  }
  yield [path, node as Node];
  for (const [key, value] of Object.entries(node)) {
    if (!['examples', 'enum', 'default', 'required'].includes(key)) yield* nodes(value, `${path}/${key}`);
  }
}
const all = [...nodes(schema, '#')];
const described = all.filter(([path]) =>
  /\/(?:properties|\$defs)\/[^/]+$|\/(?:items|additionalProperties)$/.test(path),
);
const definition = (node: Node): Node | undefined =>
  node.$ref ? schema.$defs[node.$ref.replace('#/$defs/', '')] : undefined;

describe('migration.schema.json', () => {
  it('describes every property, definition and item', () => {
    const silent = described.filter(([, node]) => !(node.description ?? definition(node)?.description));
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('says of each property what it is there for, where its definition is only a form', () => {
    const forms = [
      'duration',
      'size',
      'path',
      'port',
      'instant',
      'secret',
      'text',
      'connectionString',
      'commandLine',
      'http',
      'httpUrl',
      'namespace',
      'objectId',
      'regex',
    ];
    const isPort = /(?:builtinOptions|mongosyncOptions)\/properties\/port$/;
    const bare = described.filter(
      ([path, node]) =>
        /\/properties\/[^/]+$/.test(path) && !node.description && forms.some((form) => node.$ref === `#/$defs/${form}`),
    );
    expect(bare.map(([path]) => path).filter((path) => !isPort.test(path))).toEqual([]);
  });

  it('has examples for everything that can be written', () => {
    const without = described.filter(([, node]) => !(node.examples ?? definition(node)?.examples));
    const exempt = /\$defs\/complete$/;
    expect(without.map(([path]) => path).filter((path) => !exempt.test(path))).toEqual([]);
  });

  it('has examples that are right', () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ ...schema, $id: 'migration' });
    const wrong = all.flatMap(([path, node]) =>
      (node.examples ?? [])
        .filter((example) => !ajv.validate({ $ref: `migration${encodeURI(path)}` }, example))
        .map((example) => `${path}: ${JSON.stringify(example)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('allows no unknown property in any block', () => {
    const open = all.filter(([, node]) => node.properties && node['additionalProperties'] !== false);
    expect(open.map(([path]) => path)).toEqual([]);
  });

  it('has no examples, enums or defaults of another type than it asks for', () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ ...schema, $id: 'migration' });
    const wrong = all.filter(
      ([path, node]) => 'default' in node && !ajv.validate({ $ref: `migration${encodeURI(path)}` }, node['default']),
    );
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  it('knows durations and sizes as the code does', () => {
    expect(schema.$defs['duration']?.['pattern']).toBe(durationPattern.source);
    expect(schema.$defs['size']?.['pattern']).toBe(sizePattern.source);
  });

  it('is written for a current validator without any mode of ours', () => {
    const plain = new Ajv2020({ strict: false }).compile(schema);
    const file: MigrationFile = {
      apiVersion: 'godwit/v1',
      kind: 'Migration',
      name: 'a',
      phase: 'synced',
      source: { uri: { env: 'A' } },
      destination: { uri: { env: 'B' } },
    };
    for (const one of [
      file,
      { ...file, phase: 'sync' },
      { ...file, source: {} },
      { ...file, destination: { uri: { env: 'A', file: 'b' } } },
      { ...file, extra: 1 },
    ]) {
      expect(plain(one)).toBe(validate(one));
    }
  });

  it('has the alternatives that overlays choose between', () => {
    const groups = new Map(alternativesIn(schema.$defs['complete']!, ''));
    // These are alternatives by rules of their own, with better words than a schema has.
    for (const pointer of ['/destination/atlas/cluster', '/engine/mongosync', '/engine/clusterSync'])
      expect(alternatives[pointer]).toBeDefined();
    for (const [pointer, members] of groups) {
      if (pointer !== '/destination/atlas/credentials') expect(alternatives[pointer]).toEqual(members);
    }
  });

  it('is what types and validator were made of', () => {
    const output = execFileSync(process.execPath, [repositoryPath('scripts/generate.mjs'), '--check'], {
      encoding: 'utf8',
    });
    expect(output).toBe('');
  });
});

function* alternativesIn(node: Node, pointer: string): Generator<[string, string[]]> {
  if (node.oneOf) yield [pointer, node.oneOf.flatMap((branch) => branch.required ?? [])];
  for (const [name, child] of Object.entries(node.properties ?? {})) yield* alternativesIn(child, `${pointer}/${name}`);
}
