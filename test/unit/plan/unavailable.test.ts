import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { unavailableParts } from '../../../src/plan/unavailable.ts';
import { specHash } from '../../../src/spec/spec-hash.ts';
import { loadText, repositoryPath } from '../spec/support.ts';

/** A file as an object, as far as a test looks into it. */
type File = Record<string, unknown>;

/**
 * What this version carries out or looks at, by the start of its pointer. Whatever else a file says must be refused: a
 * setting that is added to the schema fails here until it is carried out or refused.
 */
const carriedOut = [
  '/name',
  '/description',
  '/phase',
  '/source/uri',
  '/source/tls',
  '/source/auth',
  '/destination/uri',
  '/destination/tls',
  '/destination/auth',
  '/destination/existingData',
  '/engine/type',
  '/engine/builtin/port',
  '/engine/builtin/loadLevel',
  '/engine/builtin/logPath',
  '/engine/builtin/verbosity',
  '/engine/builtin/onLostResumePoint',
  '/engine/builtin/parallelism',
  '/engine/builtin/readers',
  '/engine/builtin/workers',
  '/engine/builtin/maxMemory',
  '/engine/builtin/spool',
  '/engine/builtin/detectRandomId',
  '/engine/builtin/copyInNaturalOrder',
  '/engine/builtin/onUnseenDdl',
  '/source/readFrom',
  '/throttle/maxDestinationLag',
  '/throttle/maxSourceLag',
  '/throttle/readBytesPerSecond',
  '/throttle/writeBytesPerSecond',
  '/throttle/http',
  '/throttle/schedule',
  '/filters/include',
  '/filters/exclude',
  '/filters/documents',
  '/filters/mapping',
  '/indexes',
  '/verification/mode',
  '/verification/samplePercent',
  '/verification/onMismatch',
  '/verification/exclude',
  '/verification/parallelism',
  '/cutover/gates/maxLag',
  '/cutover/gates/verifiedWithin',
  '/cutover/gates/http',
  '/cutover/gates/command',
  '/cutover/timeout',
  '/cutover/mode',
  '/cutover/window',
  '/cutover/gates/approvals',
  '/cutover/watch/for',
  '/cutover/watch/every',
  '/cutover/watch/failures',
  '/cutover/watch/http',
  '/cutover/watch/command',
  '/cutover/watch/onFailure',
  '/cutover/block/afterComplete',
  '/cutover/block/source',
  '/cutover/block/destination',
  '/cutover/hooks',
  '/cutover/rollback',
  '/cutover/warm',
  '/usersAndRoles',
  '/searchIndexes',
  '/sharding',
  '/policy',
  '/notifications',
  '/after',
  '/moved',
  '/checks',
  '/ledger',
  // Names other things, and does nothing by itself.
  '/environments',
  '/vars',
];

/** What means something only beside a setting that is refused. */
const detailsOf: Readonly<Record<string, string>> = {
  '/cutover/window': '/cutover/mode',
};

const everything = (): File => {
  const file = parse(readFileSync(repositoryPath('schemas/testdata/valid/everything-self-managed.yaml'), 'utf8'));
  file.engine = {
    type: 'builtin',
    adopt: true,
    builtin: {
      port: 27_200,
      loadLevel: 2,
      logPath: './logs',
      verbosity: 'DEBUG',
      parallelism: 2,
      readers: 3,
      workers: 2,
      maxMemory: '400MB',
      spool: { path: './spool', maxSize: '1GB' },
      detectRandomId: false,
      copyInNaturalOrder: [{ database: 'shop', collections: ['orders'] }],
      onUnseenDdl: 'pause',
      onLostResumePoint: 'repair',
    },
  };
  delete file.environments;
  return file;
};

async function specOf(file: File) {
  const { migrations, diagnostics } = await loadText(stringify(file), { env: {} });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (migrations[0] === undefined) throw new Error(`The file is not valid: ${JSON.stringify(errors)}`);
  return migrations[0].spec;
}

/** Two levels deep, where each setting stands. */
function* settings(file: File): Generator<readonly [pointer: string, path: readonly string[]]> {
  for (const [block, value] of Object.entries(file)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      yield [`/${block}`, [block]];
      continue;
    }
    for (const [name, inner] of Object.entries(value)) {
      const isBlock = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
      if (!isBlock) yield [`/${block}/${name}`, [block, name]];
      else for (const key of Object.keys(inner)) yield [`/${block}/${name}/${key}`, [block, name, key]];
    }
  }
}

const startsWith = (pointer: string, start: string) => pointer === start || pointer.startsWith(`${start}/`);

describe('what a file asks for and this version does not carry out', () => {
  it('is refused, whatever it is', async () => {
    const refused = unavailableParts(await specOf(everything())).map(({ pointer }) => pointer!);
    const silent = [...settings(everything())].filter(([pointer]) => {
      const owner = Object.entries(detailsOf).find(([start]) => startsWith(pointer, start))?.[1] ?? pointer;
      const isRefused = refused.some((one) => startsWith(owner, one) || startsWith(one, owner));
      return !isRefused && !carriedOut.some((start) => startsWith(pointer, start));
    });
    expect(silent.map(([pointer]) => pointer)).toEqual(['/apiVersion', '/kind']);
  });

  it('is nothing of a destination in Atlas, nor of how Terraform is run for it', async () => {
    const file = parse(readFileSync(repositoryPath('schemas/testdata/valid/everything-atlas.yaml'), 'utf8')) as File;
    const parts = unavailableParts(await specOf(file)).map(({ pointer }) => pointer!);
    expect(parts.filter((one) => startsWith(one, '/destination') || startsWith(one, '/terraform'))).toEqual([]);
    const destination = { uri: { env: 'DESTINATION_URI' } };
    const beside = unavailableParts(await specOf({ ...file, destination })).map(({ pointer }) => pointer);
    expect(beside).toContain('/terraform');
  });

  it('is refused with a name, a way out and its place', async () => {
    const found = unavailableParts(await specOf(everything()));
    for (const { severity, code, summary, hint, pointer } of found) {
      expect([severity, code]).toEqual(['error', 'GW701']);
      expect(summary).toContain('of the file format, but not of this version');
      expect(hint).toContain('Leave it out');
      expect(pointer).toMatch(/^\//);
    }
    const named = found.map(({ summary }) => summary.split(' is part of')[0]);
    expect(new Set(named).size).toBeGreaterThan(1);
    expect(named).toContain('engine.adopt for this engine');
  });

  it('is a secret among the load limits, which the engine keeps with the sync, and any limit of other engines', async () => {
    const pointersOf = async (throttle: File, engine: File) =>
      unavailableParts(await specOf({ ...everything(), throttle, engine })).map(({ pointer }) => pointer);
    const builtin = { type: 'builtin' };
    const url = 'https://load.example/ok';
    expect(await pointersOf({ http: { url, headers: { 'x-team': 'data' } } }, builtin)).not.toContain('/throttle/http');
    const secret = { env: 'TOKEN' };
    expect(await pointersOf({ http: { url, headers: { authorization: secret } } }, builtin)).toContain(
      '/throttle/http',
    );
    expect(await pointersOf({ http: { url: secret } }, builtin)).toContain('/throttle/http');
    const others = await pointersOf(everything().throttle as File, { type: 'dumpRestore' });
    expect(others).toEqual(expect.arrayContaining(['/throttle/http', '/throttle/schedule']));
  });

  it('is nothing in a file that leaves every setting at its default', async () => {
    const { apiVersion, kind, name, source, destination } = everything();
    const minimal = { apiVersion, kind, name, phase: 'synced', source, destination };
    delete (minimal.source as File)['readFrom'];
    delete (minimal.destination as File)['existingData'];
    expect(unavailableParts(await specOf(minimal))).toEqual([]);
    const written = {
      ...minimal,
      source: { ...(source as File), readFrom: { readPreference: 'primary' } },
      engine: { type: 'builtin', builtin: { maxMemory: '300MB', onUnseenDdl: 'fail', onLostResumePoint: 'fail' } },
      cutover: { rollback: { mode: 'none', keepFor: '48h' }, block: { destination: 'none' } },
      usersAndRoles: { mode: 'check' },
      searchIndexes: { mode: 'off' },
    };
    expect(specHash(await specOf(written))).not.toBe(specHash(await specOf(minimal)));
    expect(unavailableParts(await specOf(written))).toEqual([]);
  });
});
