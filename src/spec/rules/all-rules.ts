import type { MigrationFile } from '../generated/migration.ts';
import { addresses } from './addresses.ts';
import { clusterShape } from './cluster-shape.ts';
import { duplicateNames } from './duplicate-names.ts';
import { engineOptions } from './engine-options.ts';
import { existingData } from './existing-data.ts';
import { expiry } from './expiry.ts';
import { filtersCancelOut } from './filters-cancel-out.ts';
import { gates } from './gates.ts';
import { hooks } from './hooks.ts';
import { literalSecrets } from './literal-secrets.ts';
import { load } from './load.ts';
import { namespaces } from './namespaces.ts';
import { network } from './network.ts';
import { references } from './references.ts';
import { regexes } from './regexes.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import { sameCluster } from './same-cluster.ts';
import { shardKeys } from './shard-keys.ts';
import { shardingDestination } from './sharding-destination.ts';
import { times } from './times.ts';
import { tls } from './tls.ts';
import { typedBlocks } from './typed-blocks.ts';
import { userCredentials } from './user-credentials.ts';
import { writeBlock } from './write-block.ts';

const allRules: readonly Rule[] = [
  ...[literalSecrets, references, duplicateNames, sameCluster, existingData, typedBlocks, engineOptions, tls],
  ...[clusterShape, userCredentials, addresses, network],
  ...[namespaces, regexes, filtersCancelOut, shardingDestination, shardKeys],
  ...[times, expiry, hooks, writeBlock, gates, load],
];

/** What every rule finds in one document. */
export async function runRules(file: MigrationFile, context: RuleContext): Promise<readonly Finding[]> {
  return (await Promise.all(allRules.map((rule) => rule(file, context)))).flat();
}
