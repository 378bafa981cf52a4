/**
 * Ends logins whose answer does not come.
 *
 * The pinned driver bounds its greeting of a server by `connectTimeoutMS`, and what follows it, the login, by nothing.
 * Where a server greets and then says no more (its user directory is away; something on the way forgot the connection), a
 * pool waits for that connection for ever, and with as many of them as it makes at once it makes no other any more.
 */
import { Connection } from 'mongodb/lib/cmap/connection.js';
import { MongoNetworkTimeoutError } from './driver.ts';

/** In times of `connectTimeoutMS`: a server may have to ask another about a user, and waits ten seconds for LDAP. */
export const loginPatience = 3;

/** What logins by any mechanism are made of. */
const loginCommands = ['saslStart', 'saslContinue', 'authenticate'];

const timedOut = new WeakSet<object>();

/** The server greeted, and did not answer the login in time. */
export function isLoginTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && timedOut.has(error);
}

const { command } = Connection.prototype;
Connection.prototype.command = function (namespace, document, options = {}, responseType) {
  const isLogin = loginCommands.some((name) => Object.hasOwn(document, name));
  const connectMs = isLogin ? this.authContext?.options.connectTimeoutMS : undefined;
  if (connectMs === undefined) return command.call(this, namespace, document, options, responseType);
  const bounded = { socketTimeoutMS: connectMs * loginPatience, ...options };
  return command.call(this, namespace, document, bounded, responseType).catch((error: unknown) => {
    if (error instanceof MongoNetworkTimeoutError) timedOut.add(error);
    throw error;
  });
};
