import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Semaphore } from '../../../../src/lib/semaphore.ts';
import type { GodwitProject } from '../../../support/cli/project.ts';
import { expectNoJargon, expectRefusal, plantedSecret, type Refusal } from '../../../support/cli/refusal.ts';
import type { CliResult } from '../../../support/cli/running-cli.ts';
import { ServerPair } from '../../../support/cli/server-pair.ts';
import { needs } from '../../../support/runner/needs.ts';
import { findFreePort } from '../../../support/servers/free-port.ts';
import { type ReplicaSet, startReplicaSet } from '../../../support/servers/replica-set.ts';
import { type Standalone, startStandalone } from '../../../support/servers/standalone.ts';

/** Where a test's connection string leads to. */
interface Places {
  readonly source: ReplicaSet;
  readonly standalone: Standalone;
  readonly tls: ReplicaSet;
  readonly older: Standalone;
  readonly closedPort: number;
}

interface Case extends Refusal {
  readonly name: string;
  readonly uri: (places: Places) => string;
  /** The side that has it; the source where it is left out. */
  readonly side?: 'SOURCE_URI' | 'DESTINATION_URI';
}

const host = ({ members }: ReplicaSet) => members[0]!.host;
const login = `user:${plantedSecret}@`;

const cases: readonly Case[] = [
  {
    name: 'another scheme',
    uri: () => `http://${login}host/`,
    code: 'GW501',
    says: ["The source's connection string (env SOURCE_URI)", 'mongodb://'],
  },
  {
    name: 'an @ in the password',
    uri: () => `mongodb://user:${plantedSecret}@${plantedSecret}@host/`,
    code: 'GW501',
    says: ['percent-encoded'],
  },
  {
    name: 'an option that there is not',
    uri: ({ source }) => `mongodb://${login}${host(source)}/?replicaSett=x`,
    code: 'GW501',
    says: ['option replicasett is not supported'],
  },
  {
    name: 'a port that there is not',
    uri: () => `mongodb://${login}127.0.0.1:99999/`,
    code: 'GW501',
    says: ['127.0.0.1:99999'],
  },
  {
    name: 'a percent sign in the password',
    uri: ({ source }) => `mongodb://user:${plantedSecret}%zz@${host(source)}/`,
    code: 'GW501',
    says: ['percent-encoded'],
  },
  {
    name: 'nobody at that port, at the destination',
    uri: ({ closedPort }) => `mongodb://${login}127.0.0.1:${closedPort}/?replicaSet=rs`,
    side: 'DESTINATION_URI',
    code: 'GW502',
    says: [/The destination \(127\.0\.0\.1:\d+\) does not answer/, 'ECONNREFUSED', 'Nothing listens there'],
  },
  {
    name: 'a host that is not known',
    uri: () => `mongodb://${login}no-such-host.invalid/`,
    code: 'GW502',
    says: ['The source (no-such-host.invalid) does not answer', 'The host name is not known here'],
  },
  {
    name: 'the name of another replica set',
    uri: ({ source }) => `mongodb://${host(source)}/?replicaSet=other`,
    code: 'GW502',
    says: [
      /is a member of the replica set "rs-\w+", and the connection string asks for "other"/,
      /Write replicaSet=rs-/,
    ],
  },
  {
    name: 'a replica set where a standalone is',
    uri: ({ standalone }) => `mongodb://${standalone.server.host}/?replicaSet=other`,
    code: 'GW102',
    says: ['is a standalone server, and the connection string asks for the replica set "other"', '--replSet other'],
  },
  {
    name: 'no TLS where TLS is required',
    uri: ({ tls }) => `mongodb://${host(tls)}/?replicaSet=${tls.name}`,
    code: 'GW502',
    says: ['speaks TLS only', 'tls=true'],
  },
  {
    name: 'TLS where there is none',
    uri: ({ source }) => `mongodb://${host(source)}/?tls=true`,
    code: 'GW502',
    says: ['does not speak TLS'],
  },
  {
    name: 'a certificate of an unknown authority',
    uri: ({ tls }) => `mongodb://${host(tls)}/?tls=true`,
    code: 'GW502',
    says: ['The certificate of the source', 'is not trusted here', 'source.tls.caFile'],
  },
  {
    name: 'a certificate for another name',
    uri: ({ tls }) => tls.uri.replace('127.0.0.1', '0.0.0.0').replace(/replicaSet=[^&]*&/, ''),
    code: 'GW502',
    says: ['is not trusted here', 'Connect by a host name that the certificate names'],
  },
  {
    name: 'an authority in a file that is not there',
    uri: ({ tls }) => `mongodb://${login}${host(tls)}/?tls=true&tlsCAFile=/none/ca.pem`,
    code: 'GW501',
    says: ['/none/ca.pem', 'There is no such file'],
  },
  {
    name: 'a key file that holds no key',
    uri: ({ tls }) =>
      `mongodb://${host(tls)}/?tls=true&tlsCertificateKeyFile=/etc/passwd&tlsCertificateKeyFilePassword=${plantedSecret}`,
    code: 'GW501',
    says: ['A certificate or key', 'PEM'],
  },
  {
    name: 'a wrong password',
    uri: ({ tls }) => tls.uri.replace(/\/\/[^@]*@/, `//root:${plantedSecret}@`),
    code: 'GW503',
    says: [/The source \(127\.0\.0\.1:\d+\) refused the user or the password/, 'authSource'],
  },
  {
    name: 'no login where one is needed, at the destination',
    uri: ({ tls }) => tls.uri.replace(/\/\/[^@]*@/, '//').replace(/&authSource=admin/, ''),
    side: 'DESTINATION_URI',
    code: 'GW503',
    says: ['asks for a login, and the connection string has no user', 'destination.auth'],
  },
  {
    name: 'a standalone',
    uri: ({ standalone }) => standalone.uri,
    code: 'GW102',
    exitCode: 3,
    says: ['The source (127.0.0.1:', 'is a standalone server', '--replSet', '--> godwit.yaml:'],
  },
  {
    name: 'a destination that is too old',
    uri: ({ older }) => older.uri,
    side: 'DESTINATION_URI',
    code: 'GW201',
    exitCode: 3,
    says: ['is MongoDB 5.0', 'needs 6.0 or newer'],
  },
  {
    name: 'the source under another name',
    uri: ({ source }) => `mongodb://localhost:${source.members[0]!.port}/?directConnection=true`,
    side: 'DESTINATION_URI',
    code: 'GW103',
    exitCode: 3,
    says: ['Source and destination are the same cluster', 'Check both connection strings'],
  },
];

describe('a plan whose connection string leads to', await needs({ mongod: ['>=6.0', '5.0'], tool: 'openssl' }), () => {
  let pair: ServerPair;
  let project: GodwitProject;
  const others: AsyncDisposable[] = [];
  const results = new Map<string, CliResult>();

  beforeAll(async () => {
    const [started, standalone, tls, older] = await Promise.all([
      ServerPair.start(),
      startStandalone(),
      startReplicaSet({ auth: true, tls: true }),
      startStandalone({ version: '5.0', args: ['--replSet', 'older'] }).then(async (server) => await initiated(server)),
    ]);
    pair = started;
    others.push(standalone, tls, older);
    project = await pair.project();
    const places = { source: pair.source, standalone, tls, older, closedPort: await findFreePort() };
    // Most of them wait for a server; each starts a process all the same.
    const slots = new Semaphore(7);
    await Promise.all(
      cases.map(async ({ name, uri, side = 'SOURCE_URI' }) => {
        const plan = async () => await project.start(['plan'], { env: { [side]: uri(places) } }).result;
        results.set(name, await slots.run(plan));
      }),
    );
  }, 240_000);

  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    for (const one of others) await one[Symbol.asyncDispose]();
    await pair[Symbol.asyncDispose]();
  });

  it.each(cases)('$name is refused in one clear error', ({ name, ...refusal }) => {
    expectRefusal(results.get(name)!, refusal);
  });

  it('shows no secret anywhere, and leaves nothing behind', async () => {
    expectNoJargon(project.printed);
    expect(await project.everything()).not.toContain(plantedSecret);
    expect(project.engines).toEqual([]);
    const { databases } = await pair.destinationClient.db().admin().listDatabases({ nameOnly: true });
    expect(databases.map(({ name }) => name)).not.toContain('__godwit');
  });
});

async function initiated(server: Standalone): Promise<Standalone> {
  const { runAdminCommand } = await import('../../../support/servers/with-client.ts');
  const members = [{ _id: 0, host: server.server.host }];
  await runAdminCommand(server.uri, { replSetInitiate: { _id: 'older', members } });
  return server;
}
