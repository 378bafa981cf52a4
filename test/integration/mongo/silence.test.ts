import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import { connectCluster } from '../../../src/mongo/connect.ts';
import { MongoNetworkTimeoutError } from '../../../src/mongo/driver.ts';
import { SilenceWatch } from '../../../src/mongo/driver-silence.ts';
import { isTransient } from '../../../src/mongo/failures.ts';
import { documentSequence, runRaw } from '../../../src/mongo/raw.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { document, value } from '../../support/zoo/raw-bson.ts';

const everyMs = 50;

/** A server behind a proxy. */
async function openBehindProxy() {
  const databases = await openTestDatabases();
  const proxy = await TcpProxy.start({ target: databases.source.options.hosts[0]!.toString() });
  const client = await MongoClient.connect(`mongodb://${proxy.host}/?directConnection=true`);
  const watch = new SilenceWatch(client, everyMs);
  const close = async () => {
    watch[Symbol.dispose]();
    await client.close();
    await proxy[Symbol.asyncDispose]();
    await databases[Symbol.asyncDispose]();
  };
  return { proxy, client, db: databases.databaseName(), direct: databases.source, [Symbol.asyncDispose]: close };
}

describe('a connection that falls silent', await needs({ sharedServers: '>=6.0' }), () => {
  it('is ended when its answer was lost, and the command was carried out', async () => {
    await using server = await openBehindProxy();
    const { proxy, client, db, direct } = server;
    proxy.forgetWhere('the last words', 'answer');
    const insert = { insert: 'c', documents: [{ _id: 1 }], comment: 'the last words' };
    const error = await runRaw(client, db, insert).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MongoNetworkTimeoutError);
    expect(isTransient(error)).toBe(true);
    expect(String(error)).toContain('fell silent: the server carries out no command for it');
    expect(await direct.db(db).collection('c').countDocuments()).toBe(1);
    expect(await client.db(db).collection('c').countDocuments()).toBe(1);
  });

  it('is ended when a message does not leave this machine', async () => {
    await using server = await openBehindProxy();
    const { proxy, client, db } = server;
    proxy.forgetWhere('the last words', 'message');
    // Far more than sockets and proxies hold.
    const documents = Buffer.concat(
      Array.from({ length: 3 }, (_, n) =>
        document(
          ['_id', value.int(n)],
          ['pad', value.binary(0, randomBytes(14_000_000))],
          ['z', value.string('the last words')],
        ),
      ),
    );
    const command = { insert: 'c', comment: 'the last words', documents: documentSequence('documents', documents) };
    await expect(runRaw(client, db, command)).rejects.toThrow('fell silent');
    expect(await client.db(db).collection('c').countDocuments()).toBe(0);
  });

  it('is ended while a cluster is looked at for the first time, too', async () => {
    await using server = await openBehindProxy();
    const { proxy } = server;
    proxy.forgetWhere('buildInfo', 'answer');
    const uri = new Secret(`mongodb://${proxy.host}/?directConnection=true`, 'test');
    await expect(connectCluster({ uri, role: 'source', silenceLookMs: everyMs })).rejects.toMatchObject({
      code: 'GW502',
      detail: expect.stringContaining('fell silent'),
    });
  });

  it('is not one that an application would have given up', async () => {
    await using server = await openBehindProxy();
    const { proxy, direct, db } = server;
    await direct.db(db).collection('c').insertOne({ here: true });
    const uri = new Secret(`mongodb://${proxy.host}/?directConnection=true&socketTimeoutMS=100`, 'test');
    await using cluster = await connectCluster({ uri, role: 'source' });
    const slow = { find: 'c', filter: { $where: 'sleep(500) || true' } };
    expect((await cluster.client.db(db).command(slow))['cursor'].firstBatch).toHaveLength(1);
  });

  it('stays as long as the server works for it', async () => {
    await using server = await openBehindProxy();
    const { client, db } = server;
    await client.db(db).collection('c').insertOne({ here: true });
    const slow = client.db(db).collection('c').find({ $where: 'sleep(1500) || true' });
    expect(await slow.toArray()).toHaveLength(1);
  });
});
