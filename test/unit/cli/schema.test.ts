import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { repositoryPath } from '../spec/support.ts';
import { godwit } from './support.ts';

const path = repositoryPath('schemas/migration.schema.json');

it('prints the schema as it is', async () => {
  expect(await godwit(['schema'])).toEqual({ exitCode: 0, stdout: readFileSync(path, 'utf8'), stderr: '' });
});

it('prints where it is, and the line that tells editors so', async () => {
  expect((await godwit(['schema', '--path'])).stdout).toBe(`${path}\n`);
  expect((await godwit(['schema', '--editor'])).stdout).toBe(`# yaml-language-server: $schema=${path}\n`);
});
