import { parseArgs } from 'node:util';

/** Each case, and what it is about; in the order in which `all` runs them. */
export const cases = {
  copy: 'initial copy of small documents (268 B), indexes included',
  large: 'initial copy of large documents (17.6 kB), indexes included',
  many: 'initial copy of many small collections',
  indexes: 'initial copy whose time goes into building 32 secondary indexes',
  follow: 'drain of a backlog of inserts, updates and deletes',
  steady: 'highest rate of writes that is followed at bounded lag',
  verify: 'comparison of every document on both sides',
  checks: 'checks before a migration, on 200 collections with 2,000 indexes',
  cutover: 'seconds in which an application cannot write',
  'cutover-many': 'the same, with many small collections',
};

/** For a look at the ratios within minutes, and for figures to write down. */
const sizes = {
  quick: { documents: 400_000, largeDocuments: 10_000, collections: 300, operations: 100_000 },
  full: { documents: 2_000_000, largeDocuments: 40_000, collections: 2_000, operations: 500_000 },
};

export const usage = `Measures godwit beside other tools and beside what the servers themselves can do, as ratios of one run.

  npm run bench                              copy
  npm run bench -- CASE...                   one or several of the cases below, or all
  npm run bench -- copy --runs 3 --verify

Cases
${Object.entries(cases)
  .map(([name, what]) => `  ${name.padEnd(14)}${what}`)
  .join('\n')}

Options
  --full               the sizes of published figures: 2,000,000 documents, 40,000 large ones, 2,000 collections, 500,000 operations
  --documents N        documents of copy, indexes, verify and cutover (default ${sizes.quick.documents}) and of large (default ${sizes.quick.largeDocuments})
  --collections N      collections of many and cutover-many (default ${sizes.quick.collections})
  --operations N       operations of follow (default ${sizes.quick.operations})
  --runs N             measure everything N times, in turns; medians are printed (default 1)
  --only NAME,...      only these of bound, bound-reading, godwit, godwit-workers, dump-restore, clustersync,
                       migration-verifier
  --load-level 1..4    how much godwit does at once (default: its own)
  --workers N          measure the copies of godwit twice: in one thread, and with N workers for everything (godwit-workers)
  --verify             compare every document after each run, with a verifier that shares no code with godwit
  --profile DIRECTORY  let Node profile godwit's CPU, and print where it went (the profiler slows it down)
  --json FILE          write all figures there

mongodump and mongorestore are taken from PATH, Percona ClusterSync from GODWIT_PCSM or from PATH
(pcsm), migration-verifier from GODWIT_MIGRATION_VERIFIER or from PATH (migration_verifier; it listens on all interfaces).
CPU and memory are read from /proc: Linux only.`;

/** What the arguments ask for; throws what is wrong with them. */
export function readOptions(args) {
  const { values, positionals } = parse(args);
  const size = values.full ? sizes.full : sizes.quick;
  const documents = numberOf(values, 'documents');
  return {
    help: values.help ?? false,
    cases: casesOf(positionals),
    documents: documents ?? size.documents,
    largeDocuments: documents ?? size.largeDocuments,
    collections: numberOf(values, 'collections') ?? size.collections,
    operations: numberOf(values, 'operations') ?? size.operations,
    runs: numberOf(values, 'runs') ?? 1,
    only: values.only?.split(','),
    loadLevel: numberOf(values, 'load-level'),
    copyWorkers: numberOf(values, 'workers'),
    verify: values.verify ?? false,
    profile: values.profile,
    json: values.json,
  };
}

function casesOf(names) {
  const unknown = names.find((name) => name !== 'all' && !Object.hasOwn(cases, name));
  if (unknown !== undefined) throw refusal(`There is no case ${unknown}`);
  if (names.length === 0) return ['copy'];
  return Object.keys(cases).filter((name) => names.includes('all') || names.includes(name));
}

function numberOf(values, name) {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw refusal(`--${name} takes a number from 1 on, not ${text}`);
  return Number(text);
}

function parse(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { ...flag, short: 'h' },
        full: flag,
        documents: text,
        collections: text,
        operations: text,
        runs: text,
        only: text,
        'load-level': text,
        workers: text,
        verify: flag,
        profile: text,
        json: text,
      },
    });
  } catch (error) {
    throw refusal(error.message);
  }
}

function refusal(message) {
  return new Error(`${message}\n\n${usage}`);
}
