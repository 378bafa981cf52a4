import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** What a page can make a browser send is the browser's user's, and not the page's, where nobody has to prove who they are. */
const machineNames: ReadonlySet<string> = new Set(['localhost', 'host.docker.internal', 'host.containers.internal']);

/**
 * Refuses what a web page has a browser send that happens to run where this listens: by a request to another origin than
 * the page's own, or to a name of the page's that is made to lead here (DNS rebinding). Programs that are no browsers send
 * neither headers by which that is known nor such names.
 */
export function refuseWebPages(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ headers, method }, reply) => {
    const reason = isOfThisMachine(headers.host) ? foreignPage(headers, method) : foreignName(headers.host);
    if (reason === undefined) return;
    return await reply.code(403).send({ success: false, error: 'Forbidden', errorDescription: reason });
  });
}

/**
 * An address cannot be made to lead elsewhere, nor can what browsers and containers know this machine by. HTTP/1.0, which
 * browsers do not speak, names nobody.
 */
function isOfThisMachine(host: string | undefined): boolean {
  if (host === undefined) return true;
  const name = host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
  const address = name.startsWith('[') ? name.slice(1, -1) : name;
  return isIP(address) !== 0 || machineNames.has(name) || name.endsWith('.localhost');
}

/** By what the browser says of the page and, where it is too old for that, by the page's origin. */
function foreignPage(headers: IncomingHttpHeaders, method: string): string | undefined {
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  const isForeign = site === undefined ? isOtherOrigin(origin, host) : site !== 'same-origin' && site !== 'none';
  // A link is followed by somebody, who sees the answer; the page does not.
  const isLink = headers['sec-fetch-mode'] === 'navigate' && (method === 'GET' || method === 'HEAD');
  if (!isForeign || isLink) return undefined;
  return `A web page of another origin (${origin ?? site}) may ask nothing here: whatever its user opens could commit the migration`;
}

function isOtherOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

function foreignName(host: string | undefined): string {
  return `This API is not reached by the name ${host}: ask localhost, an address, or through a proxy that does, or give the engine a token (--tokenFile), with which any name will do`;
}
