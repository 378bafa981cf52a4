/**
 * Makes the checked-in files that follow from others: types and validators from JSON Schemas.
 *
 *   node scripts/generate.mjs           writes what is stale
 *   node scripts/generate.mjs --check   writes nothing, exits with 1 when something is stale
 *
 * The validator is compiled ahead of time because compiling a schema at start costs more than
 * everything else that `godwit validate` does. It is emitted as TypeScript without type checking,
 * so that sources, tests and the compiled package find it without copying anything.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';

const root = new URL('..', import.meta.url);

/** Each schema that types and a validator are made of. */
const targets = [
  {
    schema: 'schemas/migration.schema.json',
    types: 'src/spec/generated/migration.ts',
    validator: 'src/spec/generated/validate-migration.ts',
  },
];

const banner = (source) => `// Made from ${source} by scripts/generate.mjs: change that file instead.\n`;

/** The validator as one module that imports nothing. */
function validatorSource(schema, schemaPath) {
  const ajv = new Ajv2020({
    allErrors: true,
    // Errors carry the schema that they come from, with its title, description and examples: messages are made of these.
    verbose: true,
    strict: true,
    // `if` and `required` stand apart from the `type` that they belong to.
    strictTypes: false,
    strictRequired: false,
    // One function per definition keeps the module small.
    inlineRefs: false,
    // Lengths count UTF-16 units as all columns here do, and the module needs no import for it; ajv warns that it would rather not.
    unicode: false,
    logger: false,
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = (standaloneCode.default ?? standaloneCode)(ajv, ajv.compile(schema));
  if (/\brequire\(|\bimport\b/.test(code)) throw new Error(`The validator of ${schemaPath} would import something`);
  const entry = /^export const validate = (\w+);$/m.exec(code)?.[1];
  if (!entry) throw new Error(`The validator of ${schemaPath} has no entry point`);
  const rootSchema = /^const (\w+) = \{"\$schema"/m.exec(code)?.[1];
  if (!rootSchema) throw new Error(`The validator of ${schemaPath} does not hold its schema`);
  const body = compact(code.replace(/^"use strict";\n/, '').replace(/^export .*;\n/gm, ''));
  return `${banner(schemaPath)}// @ts-nocheck
import type { SchemaNode, SchemaValidator } from '../schema/schema-validator.ts';

${body}

/** Neither copies what is there for each addition, nor passes thousands of arguments. */
function joined(errors, more) {
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
}

/** Holds data against ${schemaPath}; \`errors\` of the function has what was found. */
export const validate: SchemaValidator = ${entry};

/** The schema itself. */
export const schema: SchemaNode = ${rootSchema};
`;
}

/** Reading the module is most of what it costs: the same code in half the characters. */
function compact(code) {
  return code
    .replaceAll(
      /if\(vErrors === null\)\{\nvErrors = \[(\w+)\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;/g,
      '(vErrors ??= []).push($1); errors++;',
    )
    .replaceAll(
      /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;/g,
      'vErrors = joined(vErrors, $1.errors); errors = vErrors.length;',
    );
}

/**
 * What json-schema-to-typescript understands of our schemas: it knows neither `if` nor that a title may be
 * no type name, and merging `$ref` with its description would make a new type of each use.
 */
function forTypes(node, isRoot = true) {
  if (Array.isArray(node)) return node.map((item) => forTypes(item, false));
  if (typeof node !== 'object' || node === null) return node;
  if (node.$ref) return { $ref: node.$ref };
  if (Array.isArray(node.type) && (node.if || node.allOf)) return unionForTypes(node);
  const kept = Object.entries(node).filter(([key]) => !typeless.has(key) && (key !== 'title' || isRoot));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, nested.has(key) ? mapValues(value, forTypes) : forTypes(value, false)]),
  );
}

const typeless = new Set([
  ...['$id', '$schema', 'allOf', 'oneOf', 'if', 'then', 'else', 'examples', 'default', 'dependentRequired'],
  ...['propertyNames', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
]);
const nested = new Set(['properties', '$defs']);

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, false)]));

/** A node with several types and `if`s by type, as `anyOf` with one branch per type. */
function unionForTypes(node) {
  const conditions = node.allOf ?? [node];
  const branch = (type) => {
    const parts = conditions.map((condition) => (condition.if.type === type ? condition.then : condition.else) ?? {});
    return forTypes(Object.assign({ type }, ...parts), false);
  };
  return { description: node.description, anyOf: node.type.map(branch) };
}

async function typesSource(schema, schemaPath) {
  const source = forTypes(schema);
  delete source.$defs.complete;
  const types = await compile(source, 'MigrationFile', {
    bannerComment: banner(schemaPath),
    format: true,
    strictIndexSignatures: false,
    style: { printWidth: 120, singleQuote: true },
  });
  return types;
}

async function write(path, content, check) {
  const file = fileURLToPath(new URL(path, root));
  const current = await readFile(file, 'utf8').catch(() => undefined);
  if (current === content) return false;
  if (!check) await writeFile(file, content);
  return true;
}

const check = process.argv.includes('--check');
const stale = [];
for (const target of targets) {
  const schema = JSON.parse(await readFile(new URL(target.schema, root), 'utf8'));
  if (await write(target.validator, validatorSource(schema, target.schema), check)) stale.push(target.validator);
  if (await write(target.types, await typesSource(schema, target.schema), check)) stale.push(target.types);
}
for (const path of stale) console.log(`${check ? 'stale' : 'written'}: ${path}`);
if (check && stale.length > 0) {
  console.log('Run `node scripts/generate.mjs` and check the result in');
  process.exitCode = 1;
}
