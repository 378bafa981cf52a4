import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ICruiseResult } from 'dependency-cruiser';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const rules = join(root, '.dependency-cruiser.cjs');

/** Runs the rules as `npm run check` does. */
async function cruise(directory: string): Promise<ICruiseResult> {
  const args = ['--config', rules, '--output-type', 'json', 'src'];
  const { stdout } = await execa('depcruise', args, {
    cwd: directory,
    preferLocal: true,
    localDir: root,
    reject: false,
  });
  return JSON.parse(stdout) as ICruiseResult;
}

function offences({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`).sort();
}

describe('the imports of src/', { timeout: 60_000 }, () => {
  let result: ICruiseResult;
  beforeAll(async () => {
    result = await cruise(root);
  }, 60_000);

  it('are all seen', () => {
    // With a compiler that it does not know, dependency-cruiser sees nothing, and finds nothing wrong with that.
    expect(result.summary.totalCruised).toBeGreaterThan(100);
    expect(result.modules.find(({ source }) => source === 'src/mongo/driver.ts')?.dependents.length).toBeGreaterThan(
      10,
    );
  });

  it('keep to their directions', () => {
    expect(offences(result)).toEqual([]);
  });

  it('lead from the planner to nothing that reads, waits or connects', () => {
    const imports = new Map(
      result.modules.map(({ source, dependencies }) => [
        source,
        dependencies
          .filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only'))
          .map(({ resolved }) => resolved),
      ]),
    );
    const impure =
      /^(node:)?(fs|fs\/promises|child_process|net|tls|http|https|worker_threads)$|node_modules\/(mongodb|undici|execa)\//;
    for (const start of [...imports.keys()].filter((path) => /^src\/(plan|lifecycle)\//.test(path))) {
      expect(pathTo(start, imports, impure), `how ${start} gets to something impure`).toBeUndefined();
    }
  });
});

function pathTo(start: string, imports: ReadonlyMap<string, readonly string[]>, goal: RegExp): string | undefined {
  const queue = [[start]];
  const seen = new Set([start]);
  for (const path of queue) {
    for (const next of imports.get(path.at(-1)!) ?? []) {
      if (goal.test(next)) return [...path, next].join(' -> ');
      if (!seen.has(next)) queue.push([...path, next]);
      seen.add(next);
    }
  }
  return undefined;
}

describe('the rules of imports', { timeout: 60_000 }, () => {
  /** A file that breaks each rule. */
  const offenders: Readonly<Record<string, readonly [path: string, source: string]>> = {
    'pipeline-import-nothing-above': ['src/pipeline/a.ts', "import '../cli/start.ts';"],
    'apply-plan-observe-report-notify-import-nothing-above': ['src/plan/a.ts', "import '../cli/start.ts';"],
    'engines-preflight-verify-queries-lifecycle-infra-guardian-import-nothing-above': [
      'src/verify/a.ts',
      "import '../apply/a.ts';",
    ],
    'sync-atlas-mongo-ledger-spec-terraform-import-nothing-above': [
      'src/mongo/a.ts',
      "import type { A } from '../engines/a.ts';",
    ],
    'lib-import-nothing-above': ['src/lib/a.ts', "import '../mongo/b.ts';"],
    'preflight-knows-only-the-type-of-the-observation': ['src/preflight/a.ts', "import '../observe/observation.ts';"],
    'sync-knows-only-mongo-and-lib': ['src/sync/a.ts', "import type { A } from '../spec/b.ts';"],
    'spec-knows-only-lib': ['src/spec/a.ts', "import '../mongo/b.ts';"],
    'nobody-imports-the-public-entry': ['src/cli/a.ts', "import '../index.ts';"],
    'plan-and-lifecycle-are-pure': ['src/lifecycle/a.ts', "import 'node:fs';"],
    'cdktf-only-in-infra': ['src/cli/b.ts', "import 'constructs';"],
    'only-report-and-cli-print': ['src/apply/b.ts', "import 'yoctocolors';"],
    'only-cli-asks': ['src/report/a.ts', "import 'commander';"],
    'the-driver-through-one-door': ['src/observe/a.ts', "import 'mongodb';"],
    'no-cycles': ['src/lib/b.ts', "import './c.ts';"],
    'no-tools-in-the-product': ['src/cli/c.ts', "import 'typescript';"],
    'everything-resolves': ['src/cli/d.ts', "import './not-there.ts';"],
  };
  const bystanders: Readonly<Record<string, string>> = {
    'src/index.ts': 'export {};',
    'src/cli/start.ts': 'export {};',
    'src/apply/a.ts': 'export {};',
    'src/engines/a.ts': 'export interface A {}',
    'src/mongo/b.ts': 'export {};',
    'src/spec/b.ts': 'export interface A {}',
    'src/observe/observation.ts': 'export interface Observation {}',
    // Allowed: the type of the observation, and whatever lies below.
    'src/preflight/b.ts': "import type { Observation } from '../observe/observation.ts'; import '../mongo/b.ts';",
    'src/lib/c.ts': "import './b.ts';",
  };

  it('each find their offence, and nothing else', async () => {
    await mkdir(join(root, '.godwit'), { recursive: true });
    // Below the checkout, so that packages are found.
    const tree = await mkdtemp(join(root, '.godwit', 'imports-'));
    try {
      const files = { ...bystanders, ...Object.fromEntries(Object.values(offenders)) };
      await copyFile(join(root, 'tsconfig.json'), join(tree, 'tsconfig.json'));
      const dependencies = { commander: '*', constructs: '*', mongodb: '*', yoctocolors: '*' };
      await writeFile(join(tree, 'package.json'), JSON.stringify({ type: 'module', dependencies }));
      for (const [path, source] of Object.entries(files)) {
        await mkdir(dirname(join(tree, path)), { recursive: true });
        await writeFile(join(tree, path), source);
      }
      const found = (await cruise(tree)).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
      const expected = Object.entries(offenders).map(([rule, [path]]) => `${rule}: ${path}`);
      const { default: config } = await import(rules);
      expect(Object.keys(offenders).sort()).toEqual(config.forbidden.map(({ name }: { name: string }) => name).sort());
      expect([...new Set(found)].filter((offence) => offence !== 'no-cycles: src/lib/c.ts').sort()).toEqual(
        expected.sort(),
      );
    } finally {
      await rm(tree, { recursive: true });
    }
  });
});
