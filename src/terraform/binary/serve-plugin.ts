/** The provider as a process that Terraform starts: who it is, where it listens, and when it ends. */
import { ServerCredentials } from '@grpc/grpc-js';
import { EnvironmentError } from '../../lib/errors.ts';
import { listen, serverOf } from '../protocol/serve.ts';
import { Provider } from '../provider.ts';
import { ownCertificate } from './certificate.ts';
import { addPluginServices } from './plugin-services.ts';

export interface PluginProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The line by which Terraform finds it; nothing else may come before it. */
  readonly sayWhere: (line: string) => void;
  readonly tell: (line: string) => void;
  /** Whether whoever started it is still there. */
  readonly hasParent: () => boolean;
}

/** By which a plugin knows that it was Terraform that started it; the same for all providers. */
const cookie = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';
const protocolVersion = '6';

/** Returns when Terraform wants it to end, or is gone. */
export async function servePlugin({ env, cwd, sayWhere, tell, hasParent }: PluginProcess): Promise<void> {
  const clientCertificate = env['PLUGIN_CLIENT_CERT'];
  const versions = (env['PLUGIN_PROTOCOL_VERSIONS'] ?? protocolVersion).split(',');
  if (env['TF_PLUGIN_MAGIC_COOKIE'] !== cookie || clientCertificate === undefined) throw notByTerraform();
  if (!versions.includes(protocolVersion)) throw tooOld(versions);
  const now = () => new Date();
  const provider = new Provider({ env, cwd, now, tell });
  const server = serverOf(provider.calls(), provider.streams());
  const end = new AbortController();
  addPluginServices(server, () => end.abort());
  const { der, pem, privateKeyPem } = ownCertificate(now());
  const keys = [{ private_key: Buffer.from(privateKeyPem), cert_chain: Buffer.from(pem) }];
  const port = await listen(server, ServerCredentials.createSsl(Buffer.from(clientCertificate), keys, true));
  const base64 = der.toString('base64').replaceAll('=', '');
  sayWhere(`1|${protocolVersion}|tcp|127.0.0.1:${port}|grpc|${base64}`);
  await ended(end.signal, hasParent);
  // An apply that goes on without Terraform would end in nobody's state.
  provider.stop();
  await provider.idle();
  server.forceShutdown();
}

const lookEveryMs = 1_000;

async function ended(signal: AbortSignal, hasParent: () => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => !hasParent() && done(), lookEveryMs);
    const done = () => {
      clearInterval(timer);
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

const notByTerraform = () =>
  new EnvironmentError('GW780', {
    summary: 'This is a provider for Terraform, which starts it by itself',
    hint: 'Install it with `godwit terraform install`; or use it without installing: `godwit terraform -- plan`',
  });

const tooOld = (versions: readonly string[]) =>
  new EnvironmentError('GW780', {
    summary: `This Terraform speaks version ${versions.join(' and ')} of the plugin protocol, and godwit ${protocolVersion}`,
    hint: 'Use Terraform or OpenTofu 1.11 or newer',
  });
