/** What a person fills in and presses in Atlas' web interface, which no API does for a pull migration. Pure. */
import type { ClusterObservation } from '../../observe/observation.ts';
import type { Migration } from '../../spec/migration.ts';

/** @param source as it was looked at; its members are what Atlas is to reach */
export function startForm(spec: Migration, source: ClusterObservation): readonly string[] {
  const { facts, details, address } = source;
  const user = details?.user.isKnown ? details.user.value : undefined;
  const hosts = facts.hosts.length === 0 ? address : facts.hosts.join(',');
  const { tls } = spec.source;
  const isEncrypted = details?.connection.hasTls === true;
  return [
    `By a person, in Atlas' web interface: on the page of the cluster ${clusterName(spec)} (...) choose "Migrate Data to this Cluster"`,
    "Firewall: admit the addresses that the page shows on the source's side; Atlas adds its own to the project's access list",
    `Source: ${hosts} (standard connection string${facts.setName === undefined ? ', with the config servers' : `, replicaSet=${facts.setName}`})`,
    user?.name === undefined
      ? 'User: one with backup, readAnyDatabase, clusterMonitor and the action bypassWriteBlockingMode'
      : `User: ${user.name} of ${user.database}, with its password; or another one with backup, readAnyDatabase, clusterMonitor and the action bypassWriteBlockingMode`,
    `Encryption in transit: ${isEncrypted ? 'yes' : 'no'}${tls?.caFile === undefined ? '' : `, with the certificates of ${tls.caFile}`}`,
    'Clear existing data: no',
    ...(spec.sharding === undefined
      ? []
      : [
          `Sharding: ${spec.sharding.entries
            .map(
              ({ namespace, key }) => `${namespace} by ${key.map(({ field, kind }) => `${field}: ${kind}`).join(', ')}`,
            )
            .join('; ')}`,
        ]),
    'Then "Validate" and "Start Migration". This run goes on by itself when it sees that Atlas works on the cluster',
  ];
}

export function cutoverForm(spec: Migration): readonly string[] {
  return [
    `By a person, in Atlas' web interface: on the page of the cluster ${clusterName(spec)} press "Prepare to Cutover", then "Cut Over"`,
    'Writes on the source are blocked until then, both sides are equal, and this run goes on when the cluster has been let go of',
    'Where it cannot be pressed: stop this run, cancel the migration there, and allow writes on the source: db.adminCommand({ setUserWriteBlockMode: 1, global: false }). Writes that come then are seen, and nothing is switched',
  ];
}

const clusterName = ({ destination }: Migration) =>
  destination.kind === 'atlas' ? destination.atlas.cluster.name : '';
