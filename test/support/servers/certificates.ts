import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Files for a server on loopback that speaks TLS. */
export interface Certificates {
  readonly caFile: string;
  /** Certificate and key of the server in one file, as mongod wants them. */
  readonly serverFile: string;
}

/** Makes an authority and a server certificate that lives a day; needs `openssl` on PATH. */
export async function makeCertificates(directory: string): Promise<Certificates> {
  const at = (name: string) => join(directory, name);
  const keyOptions = ['-newkey', 'rsa:2048', '-nodes'];
  await openssl(
    ['req', '-x509', ...keyOptions, '-days', '1', '-subj', '/CN=test authority'],
    at('ca.key'),
    at('ca.pem'),
  );
  await openssl(['req', ...keyOptions, '-subj', '/CN=127.0.0.1'], at('server.key'), at('server.csr'));
  await writeFile(at('server.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '1'];
  const request = ['-req', '-in', at('server.csr'), '-extfile', at('server.ext'), '-out', at('server.crt')];
  await promisify(execFile)('openssl', ['x509', ...request, ...signing]);
  const parts = [await readFile(at('server.crt')), await readFile(at('server.key'))];
  await writeFile(at('server.pem'), Buffer.concat(parts), { mode: 0o400 });
  return { caFile: at('ca.pem'), serverFile: at('server.pem') };
}

async function openssl(args: readonly string[], keyFile: string, outFile: string): Promise<void> {
  await promisify(execFile)('openssl', [...args, '-keyout', keyFile, '-out', outFile]);
}
