import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileLedgerStore } from '../../../src/ledger/file-store.ts';
import type { GodwitError } from '../../../src/lib/errors.ts';
import { itKeepsLedgers, testTimes } from './ledger-contract.ts';

let directory = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-ledger-'));
});

afterAll(async () => await rm(directory, { recursive: true, force: true }));

describe('a ledger in a file', () => {
  const fileOf = (migration: string) => join(directory, migration, 'ledger.jsonl');
  const change = async (migration: string, how: (lines: string[]) => string[]) => {
    const lines = (await readFile(fileOf(migration), 'utf8')).split('\n');
    await writeFile(fileOf(migration), how(lines).join('\n'));
  };
  itKeepsLedgers(() => ({
    open: (migration) => new FileLedgerStore(directory, migration, testTimes),
    setup: (migration) => ({ migration, times: testTimes, directory }),
    dump: async (migration) => {
      const names = await readdir(join(directory, migration));
      return JSON.stringify([names, await readFile(fileOf(migration), 'utf8')]);
    },
    damage: async (migration) => await change(migration, (lines) => lines.toSpliced(2, 1)),
    truncate: async (migration) =>
      await writeFile(fileOf(migration), (await readFile(fileOf(migration), 'utf8')).slice(0, -30)),
    empty: async (migration) => await change(migration, ([header]) => [header!, '']),
    garble: async (migration) =>
      await change(migration, (lines) => lines.map((line) => line.replace('transactionBegan', 'transactionBogun'))),
    makeNewer: async (migration) =>
      await change(migration, ([header, ...lines]) => [
        header!.replace('"godwitLedger":2', '"godwitLedger":99'),
        ...lines,
      ]),
    makeOlder: async (migration) =>
      await change(migration, ([header, ...lines]) => [
        header!.replace('"godwitLedger":2', '"godwitLedger":1'),
        ...lines,
      ]),
  }));
});

describe('a file that is no ledger of the migration', () => {
  const header = '{"godwitLedger":1,"migration":"shop"}\n';

  it.each([
    ['no JSON', 'garbage\n', 'GW805', 'line 1 is no JSON object'],
    ['without its first entry', `${header}{"serial":2,"kind":"runStarted"}\n`, 'GW805', 'entry 1 is missing'],
    [
      'with half an entry',
      `${header}{"serial":1,"kind":"transactionBegan"}\n`,
      'GW805',
      'entry 1 is missing or incomplete',
    ],
    ["another migration's", header.replace('shop', 'other'), 'GW805', 'it belongs to "other"'],
    ['of a newer godwit', header.replace('1', '9'), 'GW804', 'newer godwit'],
  ])('is refused when it is %s, by its place and with what is wrong', async (_, content, code, says) => {
    const place = await mkdtemp(join(directory, 'wrong-'));
    const path = join(place, 'shop/ledger.jsonl');
    await mkdir(join(place, 'shop'));
    await writeFile(path, content);
    const error = await new FileLedgerStore(place, 'shop', testTimes).read().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    const { summary, detail, hint } = error as GodwitError;
    const said = [summary, detail, hint].join('\n');
    for (const words of [says, path, 'nothing was changed']) expect(said).toContain(words);
    expect(await readFile(path, 'utf8')).toBe(content);
  });
});
