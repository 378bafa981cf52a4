import { Command } from 'commander';
import { UserError } from '../../lib/errors.ts';
import { Secret } from '../../lib/secret.ts';
import { type ConnectedCluster, connectCluster } from '../../mongo/connect.ts';
import type { Document } from '../../mongo/driver.ts';
import { writesOf } from '../../mongo/write-block.ts';
import { type ConnectionFound, renderConnection } from '../../report/text/connection.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { usageErrorCode } from '../usage-error.ts';

const pings = 5;

/** `godwit connect-test`: runs on the application's host, with the application's own string. */
export function connectTestCommand(context: CommandContext): Command {
  return new Command('connect-test')
    .description(
      'Connect with a connection string as an application would: name resolution, network, TLS, login, and what the user ' +
        'may do. Run it on the hosts of the application before the cutover. Nothing is written.',
    )
    .option('--uri <uri>', 'connection string of the application (better in GODWIT_URI)')
    .action(async (flags: { uri?: string }, command: Command) => {
      const { format } = globalOptions(command);
      requireFormat(command, format, ['text', 'json']);
      if (flags.uri === undefined) {
        throw new UserError(usageErrorCode, {
          summary: 'The connection string is missing',
          hint: 'Set GODWIT_URI to the string that the application is going to use',
        });
      }
      await using cluster = await connectCluster({ uri: new Secret(flags.uri, 'GODWIT_URI'), role: 'cluster' });
      const finding = await look(cluster);
      context.stdout.write(
        format === 'json'
          ? `${JSON.stringify({ format_version: '1.0', ...finding }, undefined, 2)}\n`
          : renderConnection(finding),
      );
    });
}

async function look({ client, facts, address }: ConnectedCluster): Promise<ConnectionFound> {
  const admin = client.db('admin');
  const { authInfo } = await admin.command({ connectionStatus: 1 });
  const times: number[] = [];
  for (let count = 0; count < pings; count += 1) {
    const startedAt = performance.now();
    await admin.command({ ping: 1 });
    times.push(performance.now() - startedAt);
  }
  const named = (list: readonly Document[], name: string) => list.map((one) => `${one['db']}.${one[name]}`);
  return {
    address,
    version: facts.version,
    topology: facts.topology,
    hosts: facts.hosts,
    users: named(authInfo.authenticatedUsers, 'user'),
    roles: named(authInfo.authenticatedUserRoles, 'role'),
    writes: await writesOf(client),
    roundTripMs: Math.round(Math.min(...times) * 10) / 10,
  };
}
