import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { FileLedgerStore } from '../../../src/ledger/file-store.ts';
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
