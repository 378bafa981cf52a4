import type { Difference } from '../../infra/terraform/plan-json.ts';

/** What Terraform calls it, and what the file calls it. */
const words: Readonly<Record<string, string>> = {
  instance_size: 'tier',
  node_count: 'members',
  disk_size_gb: 'disk size in GB',
  disk_iops: 'disk IOPS',
  ebs_volume_type: 'disk type',
  backup_enabled: 'backup',
  pit_enabled: 'continuous backup',
  mongo_db_major_version: 'MongoDB version',
  oplog_size_mb: 'oplog size in MB',
  compute_enabled: 'automatic scaling of the tier',
  disk_gb_enabled: 'automatic scaling of the disk',
  password_wo_version: 'password',
  termination_protection_enabled: 'termination protection',
};

/** Computed by Atlas, and without meaning for a reviewer. */
const isNoise = ({ path, after }: Difference) =>
  after === '(known after apply)' || /^(?:connection_strings|state_name|id|cluster_id|config_server_type)\b/.test(path);

/** Differences in the file's words, each once however many shards and regions have it. */
export function changeWords(differences: readonly Difference[]): readonly string[] {
  const counted = new Map<string, number>();
  for (const one of differences.filter((difference) => !isNoise(difference))) {
    const text = inWords(one);
    counted.set(text, (counted.get(text) ?? 0) + 1);
  }
  return [...counted].map(([text, times]) => (times === 1 ? text : `${text} (${times} times)`));
}

function inWords({ path, before, after }: Difference): string {
  const last =
    path
      .replaceAll(/\[\d+\]/g, '')
      .split('.')
      .at(-1) ?? path;
  const name = words[last] ?? path;
  // A version of a password is a number that says nothing.
  if (last === 'password_wo_version') return 'password: another one';
  if (before === undefined) return `${name}: ${after}`;
  return after === undefined ? `${name}: no longer ${before}` : `${name}: ${before} -> ${after}`;
}
