import { defineConfig } from 'vitest/config';

const sharedServers = './test/support/servers/shared-servers.ts';

/** Real servers share two cores with the tests: two files at a time, and time for a slow machine. */
const withServers = { maxWorkers: 2, testTimeout: 120_000, hookTimeout: 180_000, globalSetup: sharedServers };

/** What is built runs as Node runs it, and not as vitest makes it anew. */
const server = { deps: { external: [/\/node_modules\//, /\/dist\/cli\//] } };

function project(name: string, groupOrder: number, options: object = {}) {
  const common = { name, include: [`test/${name}/**/*.test.ts`], pool: 'forks', sequence: { groupOrder }, server };
  return { test: { ...common, ...options, setupFiles: './test/support/runner/worker-setup.ts' } };
}

export default defineConfig({
  test: {
    reporters: ['default', './test/support/runner/summary-reporter.ts'],
    projects: [
      // Files that change nothing but what they make need no process each, which costs more than most of them take.
      project('unit', 0, { maxWorkers: '100%', testTimeout: 15_000, isolate: false }),
      // Together, so that no worker waits for the last file of a kind.
      project('property', 1, withServers),
      project('integration', 1, withServers),
      project('scenarios', 1, withServers),
      // What is measured is measured alone.
      project('measured', 2, { ...withServers, maxWorkers: 1 }),
    ],
  },
});
