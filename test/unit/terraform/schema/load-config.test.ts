import { describe, expect, it } from 'vitest';
import { configFromSpec } from '../../../../src/terraform/schema/config-from-spec.ts';
import { loadConfig } from '../../../../src/terraform/schema/load-config.ts';
import { UNKNOWN, type Value, type ValueMap } from '../../../../src/terraform/values/value.ts';
import { pathText } from '../../../../src/terraform/values/value-path.ts';

const now = new Date('2026-01-01');
const minimal = {
  name: 'orders',
  phase: 'synced',
  source: { uri: { env: 'SOURCE_URI' } },
  destination: { uri: { env: 'DESTINATION_URI' } },
};
const env = { SOURCE_URI: 'mongodb://a', DESTINATION_URI: 'mongodb://b' };

/** The configuration with other values put in, by paths such as `source.uri`. */
async function load(spec: object, changes: Readonly<Record<string, Value>> = {}) {
  const value = Object.entries(changes).reduce<Value>(
    (whole, [path, one]) => changed(whole, path.split('.'), one),
    configFromSpec({ ...minimal, ...spec }),
  );
  const loaded = await loadConfig(value, { cwd: '/tmp', env, now });
  const found = loaded.diagnostics.map(({ code, path }) => `${code} ${pathText(path)}`);
  return { ...loaded, found };
}

function changed(whole: Value, [name, ...rest]: readonly string[], value: Value): Value {
  if (name === undefined) return value;
  if (Array.isArray(whole))
    return whole.map((one, index) => (String(index) === name ? changed(one, rest, value) : one));
  return { ...(whole as ValueMap), [name]: changed((whole as ValueMap)[name] ?? null, rest, value) };
}

const none = { value: null, value_wo: null, env: null, file: null, command: null };

describe('findings', () => {
  it('stand at the attribute that they are about', async () => {
    const { found, migration } = await load({
      cutover: {
        timeout: '5 minutes',
        hooks: [
          { on: 'switch', run: ['a'] },
          { on: 'never', run: ['a'] },
        ],
      },
      filters: { include: [{ database: 'shop' }], exclude: [{ database: 'shop' }] },
      destination: { uri: 'mongodb://user:pw@b/' },
    });
    expect(migration).toBeUndefined();
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^GW6\d\d cutover\.timeout$/),
        expect.stringMatching(/^GW6\d\d cutover\.hooks\[1\]\.on$/),
        expect.stringMatching(/^GW6\d\d filters\.include\[0\]/),
        expect.stringMatching(/^GW6\d\d destination\.uri\.value$/),
      ]),
    );
  });

  it('about a written password say how Terraform takes one, without the password', async () => {
    const { diagnostics } = await load({ destination: { uri: 'mongodb://user:hunter2@b/' } });
    expect(diagnostics.map(({ hint }) => hint)).toEqual([expect.stringContaining('`value_wo`')]);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });

  it('about what is missing stand at what it is missing in', async () => {
    expect((await load({ destination: {} })).found).toEqual([expect.stringMatching(/^GW6\d\d destination$/)]);
    expect((await load({}, { name: null })).found).toEqual([expect.stringMatching(/^GW6\d\d $/)]);
  });

  it('of later stages find their attribute', async () => {
    const { locate } = await load({ filters: { include: [{ database: 'shop' }, { database: 'crm' }] } });
    const finding = {
      severity: 'warning',
      code: 'GW304',
      summary: 'x',
      pointer: '/filters/include/1/database',
    } as const;
    expect(pathText(locate(finding).path)).toBe('filters.include[1].database');
    expect(pathText(locate({ ...finding, pointer: '/filters/include/1/collections/0' }).path)).toBe(
      'filters.include[1]',
    );
    expect(pathText(locate({ ...finding, pointer: '/verification/mode' }).path)).toBe('');
  });

  it('tell alternatives that were given together, once', async () => {
    const both = { ...none, value: 'mongodb://b', env: 'B' };
    expect((await load({}, { 'destination.uri': both })).found).toEqual(['GW787 destination.uri']);
    expect((await load({}, { 'destination.uri': none })).found).toEqual(['GW787 destination.uri']);
    const hook = { cutover: { hooks: [{ on: 'beforeBlock', run: ['a'], undo: ['b'] }] } };
    expect((await load(hook, { 'cutover.hooks.0.undo.none': true })).found).toEqual([
      'GW787 cutover.hooks[0].undo.none',
    ]);
  });

  it('tell documents that are none', async () => {
    const filters = { include: [{ database: 'a' }], documents: [{ namespace: 'a.b', match: { c: 1 } }] };
    expect((await load({ filters }, { 'filters.documents.0.match': '{"c": }' })).found).toEqual([
      'GW788 filters.documents[0].match',
    ]);
    expect((await load({ filters }, { 'filters.documents.0.match': '[1]' })).found).toEqual([
      'GW788 filters.documents[0].match',
    ]);
  });
});

describe('what is not known yet', () => {
  it('is named by its place, and is no mistake', async () => {
    const { found, unknown, migration } = await load({}, { 'destination.uri': { ...none, value: UNKNOWN } });
    expect({ found, unknown, migration }).toEqual({ found: [], unknown: ['/destination/uri'], migration: undefined });
  });

  it.each<[string, string, object]>([
    ['destination', '/destination', {}],
    ['name', '/name', {}],
    ['filters.include', '/filters/include', { filters: { include: [{ database: 'a' }] } }],
    ['filters.include.0.database', '/filters/include/0/database', { filters: { include: [{ database: 'a' }] } }],
    [
      'cutover.window.time_zone',
      '/cutover/window/timeZone',
      { cutover: { mode: 'window', window: { cron: '0 2 * * *', duration: '1h', timeZone: 'UTC' } } },
    ],
  ])('may be %s', async (path, pointer, spec) => {
    const { found, unknown } = await load(spec, { [path]: UNKNOWN });
    expect({ found, unknown }).toEqual({ found: [], unknown: [pointer] });
  });

  it('hides no mistake elsewhere', async () => {
    const { found } = await load({ cutover: { timeout: 'soon' } }, { 'destination.uri': UNKNOWN });
    expect(found).toEqual([expect.stringMatching(/^GW6\d\d cutover\.timeout$/)]);
  });

  it('leaves a shard key open as a whole: without one of its fields it would be another', async () => {
    const sharding = { entries: [{ namespace: 'a.b', key: { x: 1, y: 'hashed' } }] };
    const { unknown, text } = await load({ sharding }, { 'sharding.entries.0.key.0.field': UNKNOWN });
    expect(unknown).toEqual(['/sharding/entries/0/key']);
    expect(text).not.toContain('hashed');
  });
});

describe('write-only values', () => {
  it('become references to variables that only this migration has', async () => {
    const { migration, secrets, text, found } = await load(
      {},
      { 'destination.uri': { ...none, value_wo: 'mongodb://u:hunter2@b/' } },
    );
    expect(found).toEqual([]);
    expect(secrets).toEqual({ GODWIT_TF__DESTINATION__URI: 'mongodb://u:hunter2@b/' });
    expect(text).not.toContain('hunter2');
    expect(JSON.stringify(migration!.spec.destination)).toContain('GODWIT_TF__DESTINATION__URI');
  });

  it('have a variable each', async () => {
    const http = { url: 'https://a', headers: { 'x-a': { env: 'A' }, x_a: { env: 'B' } } };
    const { secrets } = await load(
      { throttle: { http } },
      {
        'throttle.http.headers.x-a': { ...none, value_wo: 'one' },
        'throttle.http.headers.x_a': { ...none, value_wo: 'two' },
      },
    );
    expect(Object.values(secrets).sort()).toEqual(['one', 'two']);
  });
});
