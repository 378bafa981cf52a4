import { connect } from 'node:net';

const timeoutMs = 2_000;

/** Which of the `host:port`s take no connection from here: a set is known to drivers by the names that it gives itself. */
export async function readUnreachable(hosts: readonly string[]): Promise<readonly string[]> {
  const reached = await Promise.all(hosts.map(isReachable));
  return hosts.filter((_, index) => !reached[index]);
}

async function isReachable(address: string): Promise<boolean> {
  const [, host, port] = /^\[?(.+?)\]?:(\d+)$/.exec(address) ?? [];
  if (host === undefined || port === undefined) return true;
  return await new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: timeoutMs });
    const finish = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('timeout', () => finish(false));
  });
}
