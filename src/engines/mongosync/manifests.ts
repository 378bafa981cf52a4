/** Units that run mongosync elsewhere, one instance per source shard. No secret is in them: they name where it has to be put. */
import { stringify } from 'yaml';

export interface ManifestSituation {
  /** Of the migration. */
  readonly name: string;
  /** `_id`s of the source's shards; none for one instance of everything. */
  readonly shardIds: readonly string[];
  /** In scope, on the source. */
  readonly documents: number;
  readonly hasVerifier: boolean;
  readonly loadLevel: number;
  readonly port: number;
}

interface Instance {
  readonly name: string;
  readonly shardId: string | undefined;
  readonly port: number;
}

/** The embedded verifier keeps 10 GB, and half a gigabyte per million documents (contract, section 15). */
const verifierBaseGB = 10;
const verifierGBPerMillion = 0.5;
const withoutVerifierGB = 4;
const coresByLoadLevel: Readonly<Record<number, number>> = { 1: 1, 2: 2, 3: 4, 4: 8 };

/** Gigabytes of memory for one instance. */
export function memoryGB({ documents, hasVerifier, shardIds }: ManifestSituation): number {
  if (!hasVerifier) return withoutVerifierGB;
  const ownMillions = documents / Math.max(1, shardIds.length) / 1_000_000;
  return Math.ceil(verifierBaseGB + verifierGBPerMillion * ownMillions);
}

/** @param image that has the mongosync program; there is no public one */
export function kubernetesManifest(situation: ManifestSituation, image: string): string {
  const resources = {
    cpu: String(coresByLoadLevel[situation.loadLevel] ?? 4),
    memory: `${memoryGB(situation)}G`,
  };
  const documents = instancesOf(situation).map((instance) => stringify(deployment(instance, image, resources)));
  return `${kubernetesHead(situation)}${documents.join('---\n')}`;
}

export function systemdUnits(situation: ManifestSituation): string {
  const memory = memoryGB(situation);
  const units = instancesOf(situation).map(
    ({ name }) => `# /etc/systemd/system/${name}.service
[Unit]
Description=mongosync of the godwit migration ${situation.name}
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/usr/bin/mongosync --config \${CREDENTIALS_DIRECTORY}/config
LoadCredential=config:/etc/godwit/${name}.yaml
Restart=on-failure
RestartSec=30
MemoryHigh=${memory}G
LimitNOFILE=64000
DynamicUser=yes
LogsDirectory=${name}

[Install]
WantedBy=multi-user.target
`,
  );
  return `${systemdHead(situation)}${units.join('\n')}`;
}

function deployment(
  { name }: Instance,
  image: string,
  resources: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 1,
      // Two of one id would work against each other.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'mongosync',
              image,
              command: ['mongosync'],
              args: ['--config', '/etc/mongosync/config.yaml'],
              resources: { requests: resources, limits: { memory: resources['memory'] } },
              volumeMounts: [{ name: 'config', mountPath: '/etc/mongosync', readOnly: true }],
            },
          ],
          volumes: [{ name: 'config', secret: { secretName: name, defaultMode: 0o400 } }],
        },
      },
    },
  };
}

function instancesOf({ name, shardIds, port }: ManifestSituation): readonly Instance[] {
  if (shardIds.length === 0) return [{ name: `${name}-mongosync`, shardId: undefined, port }];
  return shardIds.map((shardId, index) => ({
    name: `${name}-mongosync-${shardId.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}`,
    shardId,
    port: port + index,
  }));
}

function kubernetesHead(situation: ManifestSituation): string {
  const instances = instancesOf(situation);
  const forwards = instances.map(
    ({ name, port }) => `#   kubectl port-forward deployment/${name} ${port}:${situation.port}`,
  );
  return [
    '# Each instance reads its options from a secret of its name, made of such a file:',
    ...configLines(instances, { port: situation.port, loadLevel: situation.loadLevel }),
    `#   kubectl create secret generic ${instances[0]!.name} --from-file=config.yaml`,
    '# mongosync listens on loopback only. Where apply runs:',
    ...forwards,
    ...urlLines(instances),
    '',
  ].join('\n');
}

function systemdHead(situation: ManifestSituation): string {
  const instances = instancesOf(situation);
  return [
    `# /etc/godwit/${instances[0]!.name}.yaml and its like, readable by root alone (mode 0600), hold:`,
    ...configLines(instances, { port: undefined, loadLevel: situation.loadLevel }),
    '# mongosync listens on loopback only; from elsewhere: ssh -L PORT:127.0.0.1:PORT HOST',
    ...urlLines(instances),
    '',
  ].join('\n');
}

function configLines(
  instances: readonly Instance[],
  { port, loadLevel }: { readonly port: number | undefined; readonly loadLevel: number },
): readonly string[] {
  const ids = instances.flatMap(({ name, shardId }) =>
    shardId === undefined ? [] : [`#     ${name}: id: ${shardId}`],
  );
  const ports = port === undefined ? instances.map((one) => `#     ${one.name}: port: ${one.port}`) : [];
  return [
    '#   cluster0: the connection string of the source',
    '#   cluster1: the connection string of the destination',
    ...(port === undefined ? [] : [`#   port: ${port}`]),
    `#   loadLevel: ${loadLevel}`,
    '#   acceptDisclaimer: true',
    ...(ids.length + ports.length === 0 ? [] : ['#   and, different for each:', ...ids, ...ports]),
  ];
}

function urlLines(instances: readonly Instance[]): readonly string[] {
  const urls = instances.map(({ port }) => `http://127.0.0.1:${port}`).join(', ');
  return ['# and in the migration file:', `#   engine: { type: mongosync, mongosync: { urls: [${urls}] } }`];
}
