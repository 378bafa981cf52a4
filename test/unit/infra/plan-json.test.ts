import { describe, expect, it } from 'vitest';
import { readLine } from '../../../src/infra/terraform/json-lines.ts';
import { readPlan } from '../../../src/infra/terraform/plan-json.ts';

const change = (parts: object) => ({
  address: 'mongodbatlas_database_user.destination_user_app',
  mode: 'managed',
  change: { actions: ['update'], before: {}, after: {}, ...parts },
});
const read = (...resources: object[]) => readPlan(JSON.stringify({ resource_changes: resources })).changes;

describe("Terraform's plan", () => {
  it('is read without its secrets, however they are marked', () => {
    const planted = 'planted-secret';
    const changes = read(
      change({
        before: { password: 'old-secret', nested: { keys: ['a', planted] }, all: { one: planted } },
        after: { password: planted, nested: { keys: ['b', `${planted}2`] }, all: { one: 'old-secret', two: planted } },
        before_sensitive: { password: true, nested: { keys: [false, true] }, all: true },
        after_sensitive: { password: true, nested: { keys: [false, true] }, all: { one: true, two: true } },
      }),
    );
    expect(JSON.stringify(changes)).not.toMatch(/planted-secret|old-secret/);
    expect(changes[0]?.differences).toContainEqual({ path: 'nested.keys[0]', before: 'a', after: 'b' });
  });

  it('tells what is only known afterwards from what goes away', () => {
    const [first] = read(
      change({ before: { id: 'x', gone: 'y' }, after: { gone: null }, after_unknown: { id: true, list: [true] } }),
    );
    expect(first?.differences).toEqual([
      { path: 'gone', before: 'y', after: undefined },
      { path: 'id', before: 'x', after: '(known after apply)' },
      { path: 'list', before: undefined, after: '["(known after apply)"]' },
    ]);
  });

  it.each([
    [['create'], 'create'],
    [['update'], 'change'],
    [['delete'], 'remove'],
    [['delete', 'create'], 'replace'],
    [['create', 'delete'], 'replace'],
  ])('calls %j %s', (actions, action) => {
    expect(read(change({ actions })).map((one) => one.action)).toEqual([action]);
  });

  it('leaves out what stays as it is, and what is only read', () => {
    expect(read(change({ actions: ['no-op'] }), { ...change({ actions: ['read'] }), mode: 'data' })).toEqual([]);
  });

  it('says what a replacement is for, and what is taken over', () => {
    const [replaced, adopted] = read(
      change({ actions: ['delete', 'create'], replace_paths: [['name'], ['specs', 0, 'region']] }),
      change({ actions: ['no-op'], importing: { id: 'x' } }),
    );
    expect(replaced?.replacedFor).toEqual(['name', 'specs[0].region']);
    expect(adopted?.action).toBe('adopt');
  });

  it('takes an absent block and an empty one for the same', () => {
    const [first] = read(
      change({ before: { labels: null, scaling: { max: null } }, after: { labels: [], scaling: null } }),
    );
    expect(first?.differences).toEqual([]);
  });
});

describe("Terraform's messages", () => {
  it('are understood by their type', () => {
    const hook = { resource: { addr: 'a.b' }, action: 'create', elapsed_seconds: 20 };
    expect(readLine(JSON.stringify({ type: 'apply_complete', hook }))).toEqual({
      type: 'completed',
      address: 'a.b',
      action: 'create',
    });
    expect(readLine(JSON.stringify({ type: 'apply_progress', hook }))).toEqual({
      type: 'progress',
      address: 'a.b',
      elapsedSeconds: 20,
    });
    const diagnostic = { severity: 'error', summary: 'No', detail: 'Because', address: 'a.b' };
    expect(readLine(JSON.stringify({ type: 'diagnostic', diagnostic }))).toEqual({ type: 'diagnostic', diagnostic });
  });

  it.each(['', 'Initializing...', '{"type":"something_new"}', '{ broken', '{"type":"apply_start"}'])(
    'are left alone otherwise: %j',
    (line) => {
      expect(readLine(line)).toBeUndefined();
    },
  );
});
