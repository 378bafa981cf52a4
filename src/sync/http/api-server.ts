/**
 * The engine's HTTP API: mongosync's six endpoints and their manners (contracts: transport, responses and errors), and
 * one path of our own. mongosync's has no authentication; whoever listens beyond loopback gives this one a token and TLS.
 */
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { isGodwitError, messageOf } from '../../lib/errors.ts';
import type { Secret } from '../../lib/secret.ts';
import type { SyncEngine } from '../sync-engine.ts';
import { allCollections } from './collections-body.ts';
import { type Measured, metricsBody } from './metrics-body.ts';
import { type ProgressParts, progressBody } from './progress-body.ts';
import { metricsContentType } from './prometheus-text.ts';
import { refuseWebPages } from './refuse-web-pages.ts';
import { requireToken } from './require-token.ts';

export interface ApiServerOptions extends ProgressParts {
  /** The answer of `GET /api/v1/godwit`, for those who start and supervise the process: it is short in every state. */
  readonly describe: () => Record<string, unknown>;
  /** Called for `POST /api/v1/godwit/shutdown`, after the answer. */
  readonly onShutdown: () => void;
  /** Asked of everybody, where there is one. */
  readonly token?: Secret | undefined;
  /** Certificate and key in PEM: then it speaks HTTPS. */
  readonly tls?: Secret | undefined;
}

/** Makes the server; the caller listens and closes. */
export function apiServer(options: ApiServerOptions): FastifyInstance {
  const { engine } = options;
  const server = newServer(options.tls);
  if (options.token === undefined) refuseWebPages(server);
  else requireToken(server, options.token);
  acceptAnyContentType(server);
  server.setErrorHandler((error, _request, reply) => refuse(reply, error));
  server.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ success: false, error: 'NotFound', errorDescription: `No endpoint ${request.method} ${request.url}` }),
  );
  server.get('/api/v1/progress', () => ({ progress: progressBody(options), success: true }));
  const actions: Readonly<Record<string, (engine: SyncEngine, body: unknown) => Promise<void>>> = {
    start: async (target, body) => await target.start(body),
    pause: async (target) => await target.pause(),
    resume: async (target) => await target.resume(),
    commit: async (target, body) => await target.commit(body),
    reverse: async (target) => await target.reverse(),
    'godwit/load': async (target, body) => await target.changeLoad(body),
    'godwit/repair': async (target) => await target.repair(),
    'godwit/finish': async (target) => await target.finish(),
    'godwit/undo-commit': async (target) => await target.undoCommit(),
    'godwit/verify-now': (target) => Promise.resolve(target.run?.verification?.hurry()),
  };
  for (const [name, action] of Object.entries(actions)) {
    server.post(`/api/v1/${name}`, async (request) => {
      await action(engine, parseBody(request.body));
      return { success: true };
    });
  }
  server.get('/api/v1/godwit', options.describe);
  server.get('/api/v1/godwit/collections', () => ({ collections: allCollections(engine.run?.context), success: true }));
  server.get('/metrics', (_request, reply) => {
    const collections = allCollections(engine.run?.context) as unknown as readonly Record<string, unknown>[];
    const body = metricsBody(progressBody(options), collections, measured(options));
    return reply.type(metricsContentType).send(body);
  });
  server.post('/api/v1/godwit/shutdown', (_request, reply) => {
    reply.raw.once('finish', options.onShutdown);
    return reply.send({ success: true });
  });
  return server;
}

/** By the side that each cluster is at present. */
function measured({ engine, health }: ProgressParts): Measured {
  const { source, destination } = engine.record?.direction ?? {};
  const pings = (label: string | undefined) => (label === undefined ? undefined : health.pings(label));
  return { pings: { source: pings(source), destination: pings(destination) }, host: health.host };
}

/**
 * For a request to come; how long its answer takes is of no account. Both, because Node takes the longer one of the two for
 * the whole request, whichever that is.
 */
const arrival = { requestTimeout: 30_000, headersTimeout: 30_000, connectionsCheckingInterval: 5_000 } as const;

function newServer(tls: Secret | undefined): FastifyInstance {
  const options = {
    bodyLimit: 4_000_000,
    forceCloseConnections: true,
    requestTimeout: arrival.requestTimeout,
    // Of an address that cannot be decoded no handler is asked.
    frameworkErrors: (error: FastifyError, _request: unknown, reply: FastifyReply) => void refuse(reply, error),
  };
  if (tls === undefined) return fastify({ ...options, http: arrival });
  const pem = tls.reveal();
  const https = { ...arrival, cert: pem, key: pem, minVersion: 'TLSv1.2' } as const;
  return fastify({ ...options, https }) as unknown as FastifyInstance;
}

/** The documentation's own examples send JSON as a form; what counts is the body. */
function acceptAnyContentType(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  // What is no content type at all is refused before any parser is asked.
  server.addHook('onRequest', (request, _reply, done) => {
    delete request.raw.headers['content-type'];
    done();
  });
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

function parseBody(body: unknown): unknown {
  if (typeof body !== 'string' || body.trim() === '')
    throw new BadRequest('A JSON body is required; without parameters send {}');
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new BadRequest(`The body is no JSON: ${messageOf(error)}`);
  }
}

class BadRequest extends Error {}

const errorNames: Readonly<Record<string, string>> = {
  GW901: 'InvalidRequest',
  GW902: 'NotReadyToCommit',
  GW903: 'InvalidState',
  GW911: 'DestinationInUse',
  GW912: 'DestinationNotEmpty',
  GW938: 'DestinationInUse',
  GW953: 'InsufficientDestinationDiskSpace',
};

/** Clients take a status other than 2xx and `success: false` for the same. */
function refuse(reply: FastifyReply, error: unknown): FastifyReply {
  if (isGodwitError(error)) {
    const { code, summary, detail, hint } = error;
    const description = [summary, detail].filter((part) => part !== undefined).join(': ');
    const name = errorNames[code] ?? 'EngineError';
    return reply.code(400).send({ success: false, error: name, errorDescription: description, code, hint });
  }
  const status = error instanceof BadRequest ? 400 : ((error as Partial<FastifyError>).statusCode ?? 500);
  return reply.code(status).send({
    success: false,
    error: status < 500 ? 'InvalidRequest' : 'InternalError',
    errorDescription: messageOf(error),
  });
}
