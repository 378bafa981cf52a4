import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adopt } from '../../../../src/terraform/migration/adopt.ts';
import { attributes } from '../../../../src/terraform/migration/attributes.ts';
import { readWish } from '../../../../src/terraform/migration/wish.ts';
import type { ValueMap } from '../../../../src/terraform/values/value.ts';

const shop = `apiVersion: godwit/v1
kind: Migration
name: shop
phase: synced
source: { uri: { env: SOURCE_URI }, tls: { caFile: ./ca.pem } }
destination: { uri: { env: DESTINATION_URI } }
filters: { include: [{ database: shop }] }
environments:
  staging: { filters: { include: [{ database: staging }] } }
`;

describe('an import', () => {
  let cwd: string;
  const context = () => ({
    cwd,
    env: {},
    now: () => new Date('2026-01-01'),
    tell: () => {},
    signal: new AbortController().signal,
  });
  const given = (state: ValueMap) => Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'godwit-adopt-'));
    await writeFile(join(cwd, 'shop.yaml'), shop);
    await mkdir(join(cwd, 'deep'));
    await writeFile(join(cwd, 'deep/other.yaml'), shop.replace('name: shop', 'name: other'));
    await mkdir(join(cwd, 'wrong'));
    await writeFile(join(cwd, 'wrong/wrong.yaml'), shop.replace('phase: synced', 'phase: sinced'));
  });
  afterAll(async () => await rm(cwd, { recursive: true }));

  it.each([
    ['shop', { id: 'shop', spec_file: 'shop.yaml' }],
    ['shop.yaml', { id: 'shop', spec_file: 'shop.yaml' }],
    ['shop@staging', { id: 'shop', spec_file: 'shop.yaml', environment: 'staging' }],
    ['deep/other.yaml', { id: 'other', spec_file: 'deep/other.yaml' }],
    ['unheard-of', { id: 'unheard-of', name: 'unheard-of' }],
  ])('of %s', async (id, expected) => {
    const state = await adopt(id, context());
    expect(given(state)).toEqual(expected);
    expect(Object.keys(state).sort()).toEqual(attributes.map(({ name }) => name).sort());
  });

  it('fills in what the file says, for a configuration without it', async () => {
    const state = await adopt('shop.yaml@staging#attributes', context());
    expect(given(state)).toMatchObject({
      id: 'shop',
      name: 'shop',
      phase: 'synced',
      source: { uri: { env: 'SOURCE_URI' }, tls: { ca_file: './ca.pem' } },
      filters: { include: [{ database: 'staging' }] },
    });
    const fromFile = await adopt('shop@staging', context());
    const [one, other] = await Promise.all([readWish(state, context()), readWish(fromFile, context())]);
    expect(one.loaded!.specHash).toBe(other.loaded!.specHash);
  });

  it.each([
    ['nowhere.yaml', /no migration to import by nowhere\.yaml/],
    ['unheard-of#attributes', /no migration to import/],
    ['wrong/wrong.yaml', /no migration to import.*sinced/],
    ['deep/other.yaml#attributes', /paths in it start at/],
  ])('of %s is refused', async (id, message) => {
    await expect(adopt(id, context())).rejects.toThrow(message);
    await expect(adopt(id, context())).rejects.toMatchObject({ code: 'GW896' });
  });
});
