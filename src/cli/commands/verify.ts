import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { ClosingStack } from '../../lib/closing-stack.ts';
import { exitCodes, UserError } from '../../lib/errors.ts';
import { Secret } from '../../lib/secret.ts';
import { connectCluster } from '../../mongo/connect.ts';
import { behindSwitch } from '../../pipeline/behind-switch.ts';
import { comparePair, defaultParallelism, type Pair, pairOf } from '../../pipeline/compare-pair.ts';
import { renderComparison } from '../../report/text/comparison.ts';
import { paintFor } from '../../report/text/paint.ts';
import { forgetHorizon } from '../../sync/checkpoint/checkpoint-store.ts';
import { readLease } from '../../sync/checkpoint/lease.ts';
import { Metadata } from '../../sync/checkpoint/metadata.ts';
import { readRunRecord } from '../../sync/run-record.ts';
import type { Comparison, ComparisonMode, ComparisonProgress } from '../../verify/comparison.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { usageErrorCode } from '../usage-error.ts';
import { withMigrations } from '../with-migrations.ts';

interface VerifyFlags {
  readonly cluster0?: string;
  readonly cluster1?: string;
  readonly namespace?: readonly string[];
  readonly mode?: ComparisonMode;
  readonly samplePercent?: number;
  readonly parallelism?: number;
  readonly repair?: boolean;
  readonly progressFile?: string;
}

/** `godwit verify`: two clusters, whatever filled the one from the other. */
export function verifyCommand(context: CommandContext): Command {
  const append = (value: string, previous: readonly string[] = []) => [...previous, value];
  return new Command('verify')
    .description(
      'Compare source and destination of a migration, or any two clusters given by --cluster0 and --cluster1: documents ' +
        'byte for byte, options, indexes and views. Reads each side once. A document that changes meanwhile is looked at again.',
    )
    .option('--cluster0 <uri>', 'connection string of one cluster, instead of a file (better in the environment)')
    .option('--cluster1 <uri>', 'connection string of the other cluster')
    .addOption(
      new Option('--namespace <name>', 'only this database, or database.collection; repeatable').argParser(append),
    )
    .addOption(new Option('--mode <mode>', 'what is compared').choices(['full', 'sample', 'counts']))
    .addOption(
      new Option('--sample-percent <number>', 'share of the documents with --mode sample').argParser(percentOf),
    )
    .addOption(
      new Option('--parallelism <number>', 'collections at the same time (default: as the file says, or 2)').argParser(
        countOf,
      ),
    )
    .option('--repair', "write the source's documents to the destination where they differ, and remove extra ones")
    .option('--progress-file <file>', 'keep the progress there; an interrupted comparison goes on from it')
    .action(async (flags: VerifyFlags, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text', 'json']);
      if (flags.cluster0 !== undefined || flags.cluster1 !== undefined) {
        await using stack = new ClosingStack();
        const pair = await connectPair(stack, flags);
        return show(await compare(pair, flags, context), command, context);
      }
      await withMigrations(command, context, async (migration, { format }) => {
        const before = flags.repair ? await behindSwitch(migration) : undefined;
        if (before !== undefined) throw notRepaired(`${migration.loaded.name} is ${before}`);
        const comparison = await compare(pairOf(migration), flags, context);
        show(comparison, command, context);
        if (comparison.isEqual || format !== 'text') return 'goOn';
        // What was found stands, also where nobody can say why.
        const state = await behindSwitch(migration).catch(() => undefined);
        if (state !== undefined) {
          context.stdout.write(`The migration is ${state}: what applications wrote since then differs by right\n`);
        }
        return 'goOn';
      });
    });
}

async function connectPair(stack: ClosingStack, { cluster0, cluster1 }: VerifyFlags): Promise<Pair> {
  if (cluster0 === undefined || cluster1 === undefined) {
    throw new UserError(usageErrorCode, { summary: 'Give both --cluster0 and --cluster1, or neither and a file' });
  }
  const source = stack.use(await connectCluster({ uri: new Secret(cluster0, 'cluster0'), role: 'cluster0' }));
  const destination = stack.use(await connectCluster({ uri: new Secret(cluster1, 'cluster1'), role: 'cluster1' }));
  return {
    source,
    destination,
    filter: { include: [], exclude: [] },
    mode: 'full',
    samplePercent: 5,
    parallelism: defaultParallelism,
    notCompared: [],
  };
}

async function compare(pair: Pair, flags: VerifyFlags, { cwd, signal, now }: CommandContext): Promise<Comparison> {
  const metadata = new Metadata(pair.destination.client);
  if (flags.repair) {
    await refuseWhileSyncing(metadata, now());
    await refuseBehindSwitch(metadata);
    await forgetHorizon(metadata);
  }
  const store = progressStore(flags.progressFile && resolve(cwd, flags.progressFile));
  const comparison = await comparePair(pair, {
    namespaces: flags.namespace,
    mode: flags.mode,
    samplePercent: flags.samplePercent,
    parallelism: flags.parallelism,
    repairs: flags.repair,
    resume: await store.read(),
    signal,
    now,
    onProgress: store.write,
  });
  await store.remove();
  return comparison;
}

/** At most one write at a time, and always of the latest. */
function progressStore(file: string | undefined) {
  let writing = Promise.resolve();
  let latest: ComparisonProgress | undefined;
  const flush = async () => {
    const progress = latest;
    latest = undefined;
    if (file === undefined || progress === undefined) return;
    await mkdir(dirname(file), { recursive: true });
    await writeFileAtomic(file, JSON.stringify(progress));
  };
  return {
    read: async (): Promise<ComparisonProgress | undefined> => {
      const text = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
      return text === undefined ? undefined : (JSON.parse(text) as ComparisonProgress);
    },
    write: (progress: ComparisonProgress) => {
      latest = progress;
      writing = writing.then(flush, flush);
    },
    remove: async () => {
      await writing;
      if (file !== undefined) await rm(file, { force: true });
    },
  };
}

/** The engine would write the same documents at the same time. */
async function refuseWhileSyncing(metadata: Metadata, now: Date): Promise<void> {
  const lease = await readLease(metadata);
  if (lease === undefined || lease.expiresAt < now) return;
  throw new UserError('GW815', {
    summary: 'A sync engine is writing to the destination, so nothing is repaired',
    detail: `pid ${lease.holder.pid} on ${lease.holder.host}`,
    hint: 'Stop it first, or let it end; `godwit verify` without --repair runs beside it',
  });
}

/** Two clusters that no file names may have had a sync all the same. */
async function refuseBehindSwitch(metadata: Metadata): Promise<void> {
  const record = await readRunRecord(metadata);
  if (record?.phase === 'writable' || record?.phase === 'committed') throw notRepaired('Its sync is committed');
}

function notRepaired(why: string): UserError {
  return new UserError('GW816', {
    summary: `${why}, and applications may write to the destination: nothing is repaired there`,
    detail: 'A repair would put documents of the source over theirs, and remove those that only the destination has',
    hint: '`godwit verify` without --repair tells what differs; where it is really lost, copy it by its _id',
  });
}

function show(comparison: Comparison, command: Command, context: CommandContext): void {
  const { format, hasColor } = globalOptions(command);
  const text =
    format === 'json'
      ? `${JSON.stringify({ format_version: '1.0', ...comparison }, undefined, 2)}\n`
      : renderComparison(comparison, paintFor(hasColors(context, hasColor)));
  context.stdout.write(text);
  if (!comparison.isEqual) context.finish(exitCodes.verificationMismatch);
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (percent > 0 && percent <= 100) return percent;
  throw new InvalidArgumentError('It is more than 0 and at most 100.');
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It is a number from 1 on.');
}
