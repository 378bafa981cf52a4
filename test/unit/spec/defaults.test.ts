import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { MigrationFile } from '../../../src/spec/generated/migration.ts';
import { schema } from '../../../src/spec/generated/validate-migration.ts';
import { normalizeMigration } from '../../../src/spec/normalize.ts';
import { childPointer, pointerSegments } from '../../../src/spec/pointer.ts';
import type { SchemaNode } from '../../../src/spec/schema/schema-validator.ts';
import { schemaAt } from '../../../src/spec/schema/schema-walk.ts';
import { specHash } from '../../../src/spec/spec-hash.ts';
import { toData } from '../../../src/spec/yaml/located.ts';
import { parseYaml } from '../../../src/spec/yaml/parse-yaml.ts';
import { repositoryPath } from './support.ts';

const directory = repositoryPath('schemas/testdata/valid/');
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));

const parse = (text: string) => parseYaml(text).root!;
const normalize = (data: unknown) => {
  const root = parse(JSON.stringify(data));
  return normalizeMigration(toData(root) as MigrationFile, root);
};

/** The default that the schema gives a property, its own or that of its definition. */
function defaultOf(property: SchemaNode & { default?: unknown }): unknown {
  const definition: (SchemaNode & { default?: unknown }) | undefined =
    schema.$defs?.[property.$ref?.replace('#/$defs/', '') ?? ''];
  return property.default ?? definition?.default;
}

/** Pointers of properties with a default in all mappings of a document. */
function* defaults(data: unknown, pointer: string): Generator<[string, unknown]> {
  if (typeof data !== 'object' || data === null || pointer === '/environments') return;
  for (const shape of Array.isArray(data) ? [] : schemaAt(pointer)) {
    for (const [name, property] of Object.entries(shape.properties ?? {})) {
      const value = defaultOf(property);
      if (value !== undefined) yield [childPointer(pointer, name), value];
    }
  }
  for (const [name, child] of Object.entries(data)) yield* defaults(child, childPointer(pointer, name));
}

function withValue(data: unknown, pointer: string, value: unknown): unknown {
  const copy = structuredClone(data);
  const segments = pointerSegments(pointer);
  const container = segments
    .slice(0, -1)
    .reduce((one, segment) => one[segment] as Record<string, unknown>, copy as Record<string, unknown>);
  if (value === undefined) delete container[segments.at(-1)!];
  else container[segments.at(-1)!] = value;
  return copy;
}

/** Where leaving a value out means something else than writing the default: the engine decides, or nothing is changed. */
const exempt = [/^\/engine\/(?!builtin).*\/(?:loadLevel|logPath)$/, /^\/engine\/(?:mongosync|clusterSync)\/binary$/];

it.each(files)('%s means the same with the defaults of the schema written out', (name) => {
  const data = toData(parse(readFileSync(`${directory}${name}`, 'utf8')));
  const isAdopted = (data as MigrationFile).destination?.atlas?.cluster?.adopt;
  const wrong = [...defaults(data, '')]
    .filter(
      ([pointer]) =>
        !exempt.some((pattern) => pattern.test(pointer)) &&
        !(isAdopted && pointer.startsWith('/destination/atlas/cluster/')),
    )
    .filter(([pointer, value]) => {
      const without = normalize(withValue(data, pointer, undefined));
      const written = normalize(withValue(data, pointer, value));
      return specHash(without) !== specHash(written);
    });
  expect(wrong).toEqual([]);
});
