/**
 * The story that `npm run quickstart` tells, from two empty servers to a finished cutover. Nothing in it is put on: the
 * servers are real, the commands are the ones that a person would type, and whatever goes wrong ends it with an error.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatCount } from '../../src/lib/size.ts';
import { findFreePort } from '../../test/support/servers/free-port.ts';
import { theKeeper } from '../../test/support/servers/keeper.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import { ApplyFigures } from './apply-figures.ts';
import { compareEverything } from './compare-everything.ts';
import { printFarewell } from './farewell.ts';
import { Godwit } from './run-godwit.ts';
import { type SeededShop, seedShop } from './seed-shop.ts';
import { findServer, keepServerLogs, type Servers, startServers } from './servers.ts';
import { Shop } from './shop.ts';
import { printSummary } from './summary.ts';
import { heading, quote, say, table } from './terminal.ts';
import { withTimeLimit } from './time-limit.ts';
import { Workspace } from './workspace.ts';

export interface QuickstartOptions {
  readonly documents: number;
  /** Whether the servers are to outlive the quickstart. */
  readonly keep: boolean;
  /** Where its files go. */
  readonly directory: string;
}

const writesPerSecond = 250;

/** By then the shop has seen the new connection string, if it ever will. */
const moveLimitMs = 30_000;

/** Throws what failed, and where the logs are. */
export async function runQuickstart(options: QuickstartOptions): Promise<void> {
  const workspace = new Workspace(options.directory);
  let servers: Servers | undefined;
  try {
    servers = await prepareServers();
    await migrate(servers, workspace, options);
    if (options.keep) await (await theKeeper()).letGo();
  } catch (error) {
    const logs = servers === undefined ? [] : await placesOfLogs(servers, workspace);
    throw new Error([`Failed: ${(error as Error).message}`, ...logs].join('\n'), { cause: error });
  }
}

async function placesOfLogs(servers: Servers, { logDirectory, engineLog }: Workspace): Promise<readonly string[]> {
  await keepServerLogs(servers, logDirectory);
  return ['', `Logs of commands and servers: ${logDirectory}`, `Log of the sync engine: ${engineLog}`];
}

async function prepareServers(): Promise<Servers> {
  heading('Two real servers');
  const { version, path } = await findServer();
  say(`MongoDB ${version} (${path})`);
  const servers = await startServers();
  table([
    ['source', servers.source.uri],
    ['destination', servers.destination.uri],
  ]);
  return servers;
}

async function migrate(servers: Servers, workspace: Workspace, { documents, keep }: QuickstartOptions): Promise<void> {
  const addresses = { sourceUri: servers.source.uri, destinationUri: servers.destination.uri };
  await workspace.write(addresses, await findFreePort());
  const godwit = new Godwit(workspace, addresses);

  heading('A shop on the source, and it is open');
  describeData(await withClient(addresses.sourceUri, (client) => seedShop(client, documents)));
  await using shop = await Shop.open({ connectionFile: workspace.connectionFile, writesPerSecond, documents });
  say(`From here on it inserts, updates and deletes, about ${writesPerSecond} times a second.`);

  heading('The migration is a file');
  say(`${workspace.migrationFile}:`);
  quote(await readFile(workspace.migrationFile, 'utf8'));
  await godwit.run(['validate']);
  await godwit.run(['plan']);

  heading('Apply: copy, follow, compare');
  const synced = await apply(godwit, workspace, 'synced');

  heading('The switch is a change of one word');
  quote(await workspace.changePhase('cutover'));
  await workspace.commit('Let the shop use the new cluster');
  await godwit.run(['plan']);
  const cutOver = await apply(godwit, workspace, 'cutover');
  await withTimeLimit(shop.moved, moveLimitMs, 'The shop did not find its way to the new cluster');
  say('The shop was refused with error 371, found the new connection string, and its first order there went through.');
  say('Now it waits a moment, so that both sides stand still.');

  heading('Every document, compared by a program that shares no code with godwit');
  const comparison = await compareEverything(addresses);
  shop.reopen();

  heading('Once more');
  await godwit.run(['plan', '--expect-no-changes']);

  refuseErrors(shop);
  printSummary({ synced, cutOver, comparison, shop });
  printFarewell({ workspace, addresses, isKept: keep });
}

/** A move that an application has to be told to retry for more than the block itself would not be a good one. */
function refuseErrors({ errors }: Shop): void {
  if (errors.size === 0) return;
  const lines = [...errors].map(([message, count]) => `${count} times: ${message}`);
  throw new Error(`the shop met errors that it should not have met:\n${lines.join('\n')}`);
}

function describeData({ collections }: SeededShop): void {
  table([
    ...collections.map(
      ({ namespace, documents, about }) => [namespace, `${formatCount(documents).padStart(7)}   ${about}`] as const,
    ),
    ['shop.openOrders', '   view'],
  ]);
}

async function apply(godwit: Godwit, workspace: Workspace, phase: string): Promise<ApplyFigures> {
  const events = join('logs', `apply-${phase}.jsonl`);
  const showFrom = { line: /^Applying plan/, before: 'the plan once more' };
  await godwit.run(['apply', '--auto-approve', '--json-into', events], { showFrom });
  return ApplyFigures.read(join(workspace.directory, events));
}
