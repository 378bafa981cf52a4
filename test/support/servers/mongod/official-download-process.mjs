/**
 * Downloads an official build with mongodb-memory-server-core, in a process of its own because nothing inside the
 * library limits how long it waits for a host that never answers. Prints the path of the binary.
 *
 * node official-download-process.mjs DIRECTORY [VERSION]
 */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createRequire } from 'node:module';
import { platform } from 'node:os';

const probeLimitMs = 3000;

const require = createRequire(import.meta.url);
const library = createRequire(require.resolve('mongodb-memory-server-core'));
const { DryMongoBinary, MongoBinary } = library('mongodb-memory-server-core');
const { MongoBinaryDownloadUrl } = library('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl');
const { HttpsProxyAgent } = library('https-proxy-agent');

const [downloadDir, version] = process.argv.slice(2);
const options = await DryMongoBinary.generateOptions({ downloadDir, ...(version && { version }) });
await probe(await new MongoBinaryDownloadUrl({ ...options, platform: platform() }).getDownloadUrl());
console.log(await MongoBinary.download({ ...options, platform: platform(), checkMD5: true }));

/** Throws unless the host answers at all within the limit; what it answers, the download finds out. */
async function probe(url) {
  const proxy = process.env.https_proxy || process.env.HTTPS_PROXY || process.env.http_proxy || process.env.HTTP_PROXY;
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  await new Promise((resolve, reject) => {
    const probing = request(url, { method: 'HEAD', ...(proxy && { agent: new HttpsProxyAgent(proxy) }) });
    const timer = setTimeout(() => {
      // A request that still waits for its proxy would not tell that it was destroyed.
      reject(new Error(`${new URL(url).host} did not answer within ${probeLimitMs} ms`));
      probing.destroy();
    }, probeLimitMs);
    probing.once('close', () => clearTimeout(timer));
    probing.once('error', reject);
    probing.once('response', (response) => {
      response.resume();
      resolve();
    });
    probing.end();
  });
}
