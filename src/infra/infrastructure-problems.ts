import type { AtlasCluster as SeenCluster } from '../atlas/api-types.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { hostsOf } from '../mongo/redact-uri.ts';
import type { AtlasCluster } from '../spec/blocks/atlas-cluster.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import type { Migration } from '../spec/migration.ts';
import { isClusterManaged } from './managed-cluster.ts';
import { outputNames } from './outputs.ts';
import type { ResourceChange } from './terraform/plan-json.ts';

interface Found {
  readonly projectId: string | undefined;
  readonly cluster: SeenCluster | undefined;
  readonly isExternal: boolean;
  /** The address that another pipeline tells, where it is to tell one. */
  readonly told: string | undefined;
  readonly changes: readonly ResourceChange[];
}

/** What has to be settled by a person before anything is done. */
export function infrastructureProblems(spec: Migration, atlas: AtlasDestination, found: Found): readonly Diagnostic[] {
  return [
    ...thingsOfOthers(atlas, found),
    ...missingInPipeline(spec, atlas, found),
    ...untoldAddress(spec, atlas, found),
    ...oldProvider(spec),
    ...settingsWithoutEffect(atlas.cluster),
  ];
}

function thingsOfOthers({ project, cluster: wanted }: AtlasDestination, { projectId, cluster, changes }: Found) {
  const creates = (type: string) =>
    changes.some(({ action, address }) => action === 'create' && address.startsWith(`${type}.`));
  const exists = (what: string, pointer: string): Diagnostic => ({
    severity: 'error',
    code: 'GW721',
    summary: `The ${what} exists already, and this migration's Terraform state does not know it`,
    detail: 'Somebody else made it, or the state was lost',
    hint: 'Set `adopt: true` to take it under management, or choose another name',
    pointer,
  });
  return [
    ...(project.kind === 'declared' && projectId !== undefined && creates('mongodbatlas_project')
      ? [exists(`project ${project.name}`, '/destination/atlas/project')]
      : []),
    ...(cluster !== undefined && creates('mongodbatlas_advanced_cluster')
      ? [exists(`cluster ${wanted.name}`, '/destination/atlas/cluster')]
      : []),
  ];
}

function missingInPipeline(
  { name }: Migration,
  atlas: AtlasDestination,
  { cluster, isExternal }: Found,
): readonly Diagnostic[] {
  if (!isExternal || cluster !== undefined) return [];
  return [
    {
      severity: 'error',
      code: 'GW723',
      summary: `The cluster ${atlas.cluster.name} is not there, and another pipeline is to make it (terraform.mode: external)`,
      hint: `Write the stack with \`godwit synth -t ${name}\`, let the pipeline apply it, then run this again`,
      pointer: '/terraform/mode',
    },
  ];
}

/** An address that belongs to another cluster would be synced to all the same. */
function untoldAddress(
  { name, terraform: { outputs } }: Migration,
  atlas: AtlasDestination,
  { cluster, told }: Found,
): readonly Diagnostic[] {
  if (outputs === undefined || cluster === undefined) return [];
  const output = outputs.connectionString ?? outputNames[atlas.connectThrough];
  const at = { severity: 'error', pointer: '/terraform/outputs' } as const;
  if (told === undefined) {
    return [
      {
        ...at,
        code: 'GW723',
        summary: `${outputs.path} has no output ${output} yet, which is to be the connection string`,
        hint: `Apply the stack that \`godwit synth -t ${name}\` writes, or name the output with terraform.outputs.connectionString`,
      },
    ];
  }
  if (addressesOf(cluster).has(hostsOf(told).toLowerCase())) return [];
  return [
    {
      ...at,
      code: 'GW745',
      summary: `The output ${output} of ${outputs.path} is not the address of the cluster ${atlas.cluster.name}`,
      detail: `It names ${hostsOf(told)}; Atlas knows ${[...addressesOf(cluster)].join(' and ') || 'no address of the cluster yet'}`,
      hint: 'The outputs are of another stack, or older than the cluster: let the pipeline write them anew',
    },
  ];
}

function addressesOf({ connectionStrings: strings }: SeenCluster): ReadonlySet<string> {
  const endpoints = (strings?.privateEndpoint ?? []).flatMap((one) => [one.srvConnectionString, one.connectionString]);
  const all = [strings?.standardSrv, strings?.standard, strings?.privateSrv, strings?.private, ...endpoints];
  return new Set(all.filter((uri) => uri !== undefined).map((uri) => hostsOf(uri).toLowerCase()));
}

/** Attributes of the stack are those of 2.x: write-only passwords, tags as a map. */
function oldProvider({ terraform: { providerVersion } }: Migration): readonly Diagnostic[] {
  if (providerVersion === undefined || !/^\s*(?:=|~>|<=?)?\s*[01](?:\.|\s*$)/.test(providerVersion)) return [];
  return [
    {
      severity: 'error',
      code: 'GW722',
      summary: `The provider version ${providerVersion} is too old`,
      detail: 'The stack is written for 2.x, which keeps passwords out of the state',
      hint: 'Remove terraform.providerVersion, or ask for 2.16 or newer',
      pointer: '/terraform/providerVersion',
    },
  ];
}

function settingsWithoutEffect(cluster: AtlasCluster): readonly Diagnostic[] {
  if (isClusterManaged(cluster)) return [];
  const given = [
    cluster.during === undefined ? undefined : 'during',
    cluster.backup === undefined ? undefined : 'backup',
    cluster.autoScaling === undefined ? undefined : 'autoScaling',
    Object.values(cluster.advanced).every((value) => value === undefined) ? undefined : 'advanced',
    Object.keys(cluster.tags).length === 0 ? undefined : 'tags',
  ].filter((name) => name !== undefined);
  if (given.length === 0) return [];
  return [
    {
      severity: 'error',
      code: 'GW722',
      summary: `The cluster ${cluster.name} is only read, so that ${given.join(', ')} would have no effect`,
      detail: 'Terraform can manage a cluster only when it knows the whole of it',
      hint: 'Add type, provider, region and tier as they are, or remove the settings',
      pointer: `/destination/atlas/cluster/${given[0]}`,
    },
  ];
}
