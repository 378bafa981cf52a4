/**
 * The benchmark: cases, each of them done by godwit, by the tools that people would use instead, and by the bound, on
 * the same data in one run. Absolute figures say something about the machine; the ratios say something about godwit.
 *
 * data/ makes what is moved, tools/ drives those who move it, measure/ looks at time, CPU and memory, cases/ brings them
 * together and report/ prints. Nothing in here is needed by godwit, and the data path that is measured is that of dist/.
 */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { formatBytes } from '../src/lib/size.ts';
import { requireMongod } from '../test/support/servers/mongod/find-mongod.ts';
import type { CaseContext } from './cases/case-context.ts';
import { checksCase } from './cases/checks.ts';
import { copyCase } from './cases/copy.ts';
import { cutoverCase } from './cases/cutover.ts';
import { followCase } from './cases/follow.ts';
import { steadyCase } from './cases/steady.ts';
import { verifyCase } from './cases/verify.ts';
import { indexedDocuments, largeDocuments, manyCollections, smallDocuments } from './data/documents.ts';
import { profileText } from './report/profile.ts';
import { ratiosOf } from './report/ratios.ts';
import type { CaseResult } from './report/result.ts';
import { caseText } from './report/text.ts';
import { bound } from './tools/bound.ts';
import { clusterSync } from './tools/clustersync.ts';
import { copyOf } from './tools/copy-online.ts';
import { dumpRestore } from './tools/dump-restore.ts';
import { godwit, godwitWithWorkers } from './tools/godwit.ts';
import type { CopyTool, OnlineTool, ToolIdentity } from './tools/tool.ts';

/** As options.mjs reads them. */
export interface BenchOptions {
  readonly cases: readonly string[];
  readonly documents: number;
  readonly largeDocuments: number;
  readonly collections: number;
  readonly operations: number;
  readonly runs: number;
  readonly only: readonly string[] | undefined;
  readonly loadLevel: number | undefined;
  /** Copies are measured with so many workers too. */
  readonly copyWorkers: number | undefined;
  readonly verify: boolean;
  readonly profile: string | undefined;
  readonly json: string | undefined;
  /** Of this run, for its logs; removed unless something failed. */
  readonly directory: string;
}

/** Throws what failed, and where the logs are. */
export async function runBench(options: BenchOptions): Promise<void> {
  const machine = await machineFacts();
  console.log(`${machine.cpus} x ${machine.model}, ${formatBytes(machine.memoryBytes)}, Node ${machine.node}`);
  console.log(`MongoDB ${machine.mongod}, two replica sets of one member each on loopback\n`);
  const results: Record<string, CaseResult> = {};
  try {
    for (const name of options.cases) {
      const result = await casesByName[name]!(options, contextOf(options));
      results[name] = result;
      console.log(`\n${caseText(result)}\n`);
    }
  } catch (error) {
    const logs = readdirSync(options.directory).length === 0 ? '' : `\nLogs: ${options.directory}`;
    throw new Error(`Failed: ${(error as Error).message}${logs}`, { cause: error });
  }
  if (options.profile !== undefined) console.log(profileText(options.profile));
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(asJson(machine, results), null, 2)}\n`);
  if (existsSync(options.directory)) rmSync(options.directory, { recursive: true });
}

type Case = (options: BenchOptions, context: CaseContext) => Promise<CaseResult>;

const casesByName: Readonly<Record<string, Case>> = {
  copy: async (options, context) =>
    await copyCase('Copy of small documents', smallDocuments(options.documents), copyTools(options), context),
  large: async (options, context) =>
    await copyCase('Copy of large documents', largeDocuments(options.largeDocuments), copyTools(options), context),
  many: async (options, context) =>
    await copyCase('Copy of many collections', manyCollections(options.collections), copyTools(options), context),
  indexes: async (options, context) =>
    await copyCase('Copy and many indexes', indexedDocuments(options.documents), copyTools(options), context),
  follow: async (options, context) =>
    await followCase(options.operations, chosen(options, [...bounds, ...followers(options)]), context),
  steady: async (options, context) => await steadyCase(chosen(options, [bounds[0], ...followers(options)]), context),
  verify: async (options, context) =>
    await verifyCase(options.documents, options, (tools) => chosen(options, tools), context),
  checks: async (options, context) => await checksCase((tools) => chosen(options, tools), context),
  cutover: async (options, context) =>
    await cutoverCase(smallDocuments(options.documents), (tools) => chosen(options, tools), context),
  'cutover-many': async (options, context) =>
    await cutoverCase(manyCollections(options.collections), (tools) => chosen(options, tools), context),
};

function copyTools(options: BenchOptions): readonly CopyTool[] {
  const { copyWorkers } = options;
  const godwits =
    copyWorkers === undefined
      ? [godwit(options)]
      : [godwit({ ...options, workers: 0 }), godwitWithWorkers(copyWorkers, options)];
  return chosen(options, [bound(), ...godwits.map(copyOf), dumpRestore(), copyOf(clusterSync())]);
}

const bounds = [
  { id: 'bound', name: 'bound' },
  { id: 'bound-reading', name: 'bound, source read' },
] as const;

function followers(options: BenchOptions): readonly OnlineTool[] {
  return [godwit(options), clusterSync()];
}

function chosen<T extends ToolIdentity>({ only }: BenchOptions, tools: readonly T[]): readonly T[] {
  return only === undefined ? tools : tools.filter(({ id }) => only.includes(id));
}

function contextOf({ directory, runs, verify }: BenchOptions): CaseContext {
  return { directory, runs, verify, say: (text) => console.error(`  ${text}`) };
}

async function machineFacts() {
  const { version } = await requireMongod('>=6.0');
  const all = cpus();
  return {
    cpus: all.length,
    model: all[0]?.model ?? 'unknown CPU',
    memoryBytes: totalmem(),
    node: process.versions.node,
    mongod: version,
  };
}

function asJson(machine: object, results: Readonly<Record<string, CaseResult>>): object {
  const cases = Object.entries(results).map(([name, result]) => [name, { ...result, ratios: ratiosOf(result) }]);
  return { at: new Date().toISOString(), machine, cases: Object.fromEntries(cases) };
}
