/**
 * Who may import whom. Folders of src/ are layers: imports go down, or stay on their level, and never up.
 * test/unit/support/import-directions.test.ts runs these rules, and checks that each of them finds its offence.
 */

/** From the top to the bottom. */
const layers = [
  ['cli', 'dashboard', 'terraform(?!/(?:schema|values)/)'],
  ['pipeline'],
  ['apply', 'plan', 'observe', 'report', 'notify'],
  ['engines', 'preflight', 'verify', 'queries', 'lifecycle', 'infra', 'guardian'],
  // How Terraform writes what a file says is known to whoever writes configurations.
  ['sync', 'atlas', 'mongo', 'ledger', 'spec', 'terraform/(?:schema|values)'],
  ['lib'],
];

const folders = (...names) => `^src/(${names.join('|')})/`;
const packages = (...names) => `node_modules/(${names.join('|')})(/|$)`;

/** All that a computation may need: nothing that reads, waits, connects or asks the clock. */
const pureBuiltins = '^(node:)?(crypto|util|assert|buffer)$';
const purePackages = packages('canonicalize', 'cron-parser', 'fastest-levenshtein', 'semver', 'temporal-polyfill');

const importsGoDown = layers.slice(1).map((layer, index) => {
  const above = layers.slice(0, index + 1).flat();
  return {
    name: `${layer.map((name) => name.replace(/\W.*/, '')).join('-')}-import-nothing-above`,
    comment: `${layer.join(', ')} must not know ${above.join(', ')}`,
    severity: 'error',
    from: { path: folders(...layer) },
    // Checks are given the observation: they know its type, and nothing that makes one.
    to: { path: folders(...above), pathNot: layer.includes('preflight') ? '^src/observe/observation\\.ts$' : [] },
  };
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...importsGoDown,
    {
      name: 'preflight-knows-only-the-type-of-the-observation',
      severity: 'error',
      from: { path: folders('preflight') },
      to: { path: '^src/observe/observation\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sync-knows-only-mongo-and-lib',
      comment: 'The engine knows nothing of YAML, plans, providers or the command line',
      severity: 'error',
      from: { path: folders('sync') },
      to: { path: '^src/', pathNot: folders('sync', 'mongo', 'lib') },
    },
    {
      name: 'spec-knows-only-lib',
      comment: 'A file is judged by itself; what it is compared with comes later',
      severity: 'error',
      from: { path: folders('spec') },
      to: { path: '^src/', pathNot: folders('spec', 'lib') },
    },
    {
      name: 'nobody-imports-the-public-entry',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'plan-and-lifecycle-are-pure',
      comment: 'The same inputs give the same plan: no files, processes, network, clock',
      severity: 'error',
      from: { path: folders('plan', 'lifecycle') },
      to: { pathNot: ['^src/', pureBuiltins, purePackages] },
    },
    {
      name: 'cdktf-only-in-infra',
      comment: 'It takes 0.4 s to load, and will be replaced one day',
      severity: 'error',
      from: { path: '^src/', pathNot: folders('infra') },
      to: { path: packages('cdktf', 'constructs', '@cdktf') },
    },
    {
      name: 'only-report-and-cli-print',
      comment: 'Everything else emits events',
      severity: 'error',
      from: { path: '^src/', pathNot: folders('report', 'cli') },
      to: { path: packages('listr2', 'cli-table3', 'yoctocolors', 'pretty-bytes', 'pretty-ms') },
    },
    {
      name: 'only-cli-asks',
      severity: 'error',
      from: { path: '^src/', pathNot: folders('cli') },
      to: { path: packages('commander', '@clack') },
    },
    {
      name: 'the-driver-through-one-door',
      comment: 'src/mongo/driver.ts prepares the driver for old servers before anybody uses it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/mongo/' },
      to: { path: packages('mongodb'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-tools-in-the-product',
      comment: 'What src/ imports is installed with the package',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Sees imports of types too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
