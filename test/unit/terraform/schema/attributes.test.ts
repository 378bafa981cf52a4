import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Attribute, withoutWriteOnly, writeOnlyPaths } from '../../../../src/terraform/schema/attribute.ts';
import { attributeName } from '../../../../src/terraform/schema/attribute-name.ts';
import { configFromSpec } from '../../../../src/terraform/schema/config-from-spec.ts';
import { leftOut } from '../../../../src/terraform/schema/left-out.ts';
import { migrationAttributes, migrationFields } from '../../../../src/terraform/schema/migration-fields.ts';
import type { Field, Shape } from '../../../../src/terraform/schema/shape.ts';
import type { ValueMap } from '../../../../src/terraform/values/value.ts';
import { pathText } from '../../../../src/terraform/values/value-path.ts';

const schema = JSON.parse(readFileSync(new URL('../../../../schemas/migration.schema.json', import.meta.url), 'utf8'));

function* attributesOf(attributes: readonly Attribute[], path = ''): Generator<readonly [string, Attribute]> {
  for (const attribute of attributes) {
    yield [`${path}${attribute.name}`, attribute];
    if ('attributes' in attribute) yield* attributesOf(attribute.attributes, `${path}${attribute.name}.`);
  }
}

/** Every path of properties that the schema has, found without the code that makes attributes. */
function pathsOfSchema(node: unknown, path: string, found: Set<string>): Set<string> {
  if (Array.isArray(node)) for (const one of node) pathsOfSchema(one, path, found);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return found;
  for (const [keyword, child] of Object.entries(node)) {
    if (keyword === '$ref' && child !== '#/$defs/complete')
      pathsOfSchema(schema.$defs[String(child).slice(8)], path, found);
    if (keyword === 'properties') {
      for (const [name, one] of Object.entries(child as object)) {
        if (path === '' && name in leftOut) continue;
        found.add(`${path}${name}`);
        pathsOfSchema(one, `${path}${name}.`, found);
      }
    }
    if (['items', 'additionalProperties', 'then', 'else', 'allOf'].includes(keyword)) pathsOfSchema(child, path, found);
  }
  return found;
}

const referenceParts = ['env', 'file', 'command'];
function* propertiesOf(fields: readonly Field[], path = ''): Generator<string> {
  for (const { property, shape } of fields) {
    yield `${path}${property}`;
    const inner = innermost(shape);
    if ('fields' in inner) yield* propertiesOf(inner.fields, `${path}${property}.`);
    if (inner.kind === 'reference') yield* referenceParts.map((part) => `${path}${property}.${part}`);
  }
}

const innermost = (shape: Shape): Shape =>
  shape.kind === 'list' ? innermost(shape.items) : shape.kind === 'map' ? innermost(shape.values) : shape;

const all = [...attributesOf(migrationAttributes())];
const at = (path: string) => all.find(([one]) => one === path)?.[1];

describe('the attributes of a migration', () => {
  it('are one for everything that a file can say, but for what is left out for a reason', () => {
    expect([...propertiesOf(migrationFields())].sort()).toEqual([...pathsOfSchema(schema, '', new Set())].sort());
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(leftOut)));
  });

  it('have names as Terraform has them, each once', () => {
    expect(
      ['mongoDBVersion', 'diskSizeGB', 'diskIOPS', 'tls12Ciphers', 'x509', 'workspace_dir'].map(attributeName),
    ).toEqual(['mongo_db_version', 'disk_size_gb', 'disk_iops', 'tls12_ciphers', 'x509', 'workspace_dir']);
    const paths = all.map(([path]) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => !/^[a-z0-9_.]+$/.test(path))).toEqual([]);
    // Meta-arguments of every resource.
    const reserved = ['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'connection', 'provisioner'];
    expect(paths.filter((path) => reserved.includes(path))).toEqual([]);
  });

  it('are described, with the words that are possible and with the default', () => {
    expect(all.filter(([, { description }]) => !/^[^\s].+[.:)]$/.test(description)).map(([path]) => path)).toEqual([]);
    expect(at('phase')?.description).toContain(
      'One of `prepared`, `synced`, `detached`, `cutover`, `rolledBack`, `complete`.',
    );
    expect(at('cutover.timeout')?.description).toContain('Default: `60s`.');
    expect(at('destination.atlas.project')?.description).toContain('`organization_id`');
    expect(at('cutover.watch.on_failure')?.description).toContain('`rollBack` goes back');
    expect(at('filters.documents.match')?.description).toContain('Extended JSON');
  });

  it('are required where a block of a file cannot do without, and never at the top', () => {
    expect(migrationAttributes().filter(({ required }) => required)).toEqual([]);
    const required = all.filter((one) => one[1].required).map(([path]) => path);
    expect(required).toEqual(
      expect.arrayContaining([
        'source.uri',
        'engine.type',
        'cutover.hooks.on',
        'terraform.backend.s3.bucket',
        'sharding.entries.key.field',
      ]),
    );
    expect(required).not.toContain('destination.uri');
    expect(all.every(([, one]) => Boolean(one.required) !== Boolean(one.optional))).toBe(true);
  });

  it('keep secrets out of plan and state', () => {
    const hidden = all.filter(([path]) => path.endsWith('value_wo') || path.endsWith('uri.value'));
    expect(hidden.length).toBeGreaterThan(20);
    expect(hidden.every(([, one]) => one.sensitive)).toBe(true);
    expect(all.filter(([path, one]) => Boolean(one.writeOnly) !== path.endsWith('value_wo'))).toEqual([]);
    expect(at('notifications.http.url.value')?.sensitive).toBe(true);
    expect(at('source.auth.username.value')?.sensitive).toBe(false);
    // Sets cannot have write-only attributes in them.
    expect(all.filter(([, one]) => 'nesting' in one && one.nesting === 'set')).toEqual([]);
  });

  it('lose what is write-only when a plan is made of them, and nothing else', () => {
    const spec = {
      source: { uri: { env: 'A' } },
      notifications: [{ on: ['failed'], slack: { webhook: { env: 'B' } } }],
    };
    const value = configFromSpec(spec);
    const source = {
      ...(value['source'] as ValueMap),
      uri: { value: null, value_wo: 's3cret', env: null, file: null, command: null },
    };
    const given = { ...value, source };
    expect(writeOnlyPaths(migrationAttributes(), given).map(pathText)).toEqual(['source.uri.value_wo']);
    const kept = withoutWriteOnly(migrationAttributes(), given) as ValueMap;
    expect(JSON.stringify(kept)).not.toContain('s3cret');
    const nothing = withoutWriteOnly(migrationAttributes(), {});
    expect({ ...kept, source: null }).toMatchObject({ ...(nothing as ValueMap), ...value, source: null });
  });
});
