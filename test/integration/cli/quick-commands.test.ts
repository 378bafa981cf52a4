import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { RunningCli } from '../../support/cli/running-cli.ts';

const tellPackages = fileURLToPath(new URL('../../support/cli/tell-packages.mjs', import.meta.url));
const file = `apiVersion: godwit/v1
kind: Migration
name: shop
phase: synced
source:
  uri: mongodb://localhost:27017
destination:
  uri: mongodb://localhost:27018
`;

describe('a command that asks no server', () => {
  // Which takes longer than all else that such a command does.
  it.each([[['--help']], [['validate', '-f', 'shop.yaml']]])(
    'does not wait for the driver to load: %s',
    async (args) => {
      const cwd = await mkdtemp(join(tmpdir(), 'godwit-quick-'));
      await writeFile(join(cwd, 'shop.yaml'), file);
      const env = { PATH: process.env['PATH']!, HOME: cwd, NODE_OPTIONS: `--import=${tellPackages}` };
      const { exitCode, stderr } = await new RunningCli(args, { cwd, env }).result;
      await rm(cwd, { recursive: true });
      const packages = JSON.parse(stderr.trimEnd().split('\n').at(-1)!) as string[];
      expect(exitCode).toBe(0);
      expect(packages).toContain('commander');
      expect(packages).not.toContain('mongodb');
      expect(packages).not.toContain('bson');
    },
  );
});
