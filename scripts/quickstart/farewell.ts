import { say, table } from './terminal.ts';
import type { Addresses, Workspace } from './workspace.ts';

export interface FarewellParts {
  readonly workspace: Workspace;
  readonly addresses: Addresses;
  /** Whether the servers stay. */
  readonly isKept: boolean;
}

/** What to look at now, and what to try next. */
export function printFarewell({ workspace: { directory }, addresses, isKept }: FarewellParts): void {
  if (isKept) {
    console.log();
    say('The servers stay. The source refuses writes, as after every cutover: the destination takes them now.');
    table([
      ['to look at them', `cd ${directory} && . ./environment && godwit status`],
      ['', `mongosh '${addresses.destinationUri}'`],
      ['to end them', `npm run quickstart -- --stop ${directory}`],
    ]);
  }
  console.log();
  say('Try next:');
  table([
    ['the file, and how it changed', `git -C ${directory} log --patch`],
    ['all that was said', `ls ${directory}/logs`],
    ...(isKept ? [] : [['servers to look at', 'npm run quickstart -- --keep'] as const]),
    ['clusters of your own', 'examples/existing-cluster.yaml, then: godwit plan -f FILE'],
    ['how it works', 'docs/lifecycle.md, docs/engines/builtin.md'],
    ['whether it works', 'npm test'],
  ]);
}
