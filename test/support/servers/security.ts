import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document } from '../driver.ts';
import { type Credentials, rootUser, writeKeyFile } from './access-control.ts';
import { makeCertificates } from './certificates.ts';
import { theKeeper } from './keeper.ts';

/** What a server may be protected with. */
export interface SecurityOptions {
  /** Access control, with a root user and, in a set, a key file. */
  readonly auth?: boolean;
  /** Nothing but TLS, with a certificate of an authority made for this server; needs `openssl` on PATH. */
  readonly tls?: boolean;
}

/** What the options mean: for the server's command line, and for those who connect. */
export interface Security {
  readonly args: readonly string[];
  readonly query: Document;
  readonly root: Credentials | undefined;
}

/** Makes the key file and the certificates that the options ask for. */
export async function prepareSecurity({ auth = false, tls = false }: SecurityOptions): Promise<Security> {
  const args: string[] = [];
  const query: Document = {};
  const { directory: parent } = await theKeeper();
  const directory = await mkdtemp(join(parent, 'security-'));
  if (auth) args.push('--keyFile', await writeKeyFile(directory));
  if (tls) {
    const { caFile, serverFile } = await makeCertificates(directory);
    args.push('--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', serverFile, '--tlsCAFile', caFile);
    args.push('--tlsAllowConnectionsWithoutCertificates');
    Object.assign(query, { tls: true, tlsCAFile: caFile });
  }
  return { args, query, root: auth ? rootUser : undefined };
}
