import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import type { MongoClient } from '../driver.ts';
import type { Certificate } from './cluster-details.ts';

const timeoutMs = 3_000;

/** Of every certificate that the connection rests on, until when it is valid: ours, the authority's, the server's. */
export async function readCertificates(client: MongoClient): Promise<readonly Certificate[]> {
  const { tls, tlsCertificateKeyFile, tlsCAFile, hosts } = client.options;
  if (!tls) return [];
  const [own, authority, server] = await Promise.all([
    fromFile('client certificate', tlsCertificateKeyFile),
    fromFile('CA certificate', tlsCAFile),
    hosts[0] === undefined ? [] : ofServer(hosts[0].host ?? '', hosts[0].port ?? 27017),
  ]);
  return [...own, ...authority, ...server];
}

async function fromFile(what: string, path: string | undefined): Promise<readonly Certificate[]> {
  if (path === undefined) return [];
  const text = await readFile(path, 'utf8');
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => ({ what, validTo: new Date(new X509Certificate(block).validTo).toISOString() }));
}

/** What the server shows to anybody who begins to speak TLS with it; whether it is trusted is the driver's business. */
async function ofServer(host: string, port: number): Promise<readonly Certificate[]> {
  return await new Promise((resolve) => {
    const socket = connect({ host, port, servername: host, rejectUnauthorized: false, timeout: timeoutMs });
    const finish = (found: readonly Certificate[]) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('secureConnect', () => {
      const { valid_to } = socket.getPeerCertificate();
      const isThere = typeof valid_to === 'string';
      finish(isThere ? [{ what: `server certificate of ${host}`, validTo: new Date(valid_to).toISOString() }] : []);
    });
    socket.once('error', () => finish([]));
    socket.once('timeout', () => finish([]));
  });
}
