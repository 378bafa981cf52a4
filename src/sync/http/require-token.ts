import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Secret } from '../../lib/secret.ts';

/** Lets nobody ask anything who does not send the token: `Authorization: Bearer TOKEN`. */
export function requireToken(server: FastifyInstance, token: Secret): void {
  const expected = digestOf(`Bearer ${token.reveal()}`);
  server.addHook('onRequest', async (request, reply) => {
    // Of digests, which are of one length, comparing tells nothing by the time that it takes.
    if (timingSafeEqual(digestOf(request.headers.authorization ?? ''), expected)) return;
    return await reply
      .code(401)
      .header('www-authenticate', 'Bearer')
      .send({ success: false, error: 'Unauthorized', errorDescription: 'This API wants its token, as a bearer token' });
  });
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
