import { withClient } from '../../test/support/servers/with-client.ts';
import { type Arena, settle, startServer } from '../arena.ts';
import { type Dataset, totalsOf } from '../data/dataset.ts';
import { checkCopy } from '../measure/check-copy.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { CaseResult } from '../report/result.ts';
import { fill } from '../tools/bound.ts';
import type { CopyTool } from '../tools/tool.ts';
import type { CaseContext } from './case-context.ts';
import { inTurns } from './in-turns.ts';

/** Each tool copies the same source to a destination of its own. */
export async function copyCase(
  title: string,
  data: Dataset,
  tools: readonly CopyTool[],
  context: CaseContext,
): Promise<CaseResult> {
  const totals = totalsOf(data);
  await using source = await startServer();
  context.say(`${title}: filling the source`);
  await withClient(source.uri, async (client) => await fill(client, data));
  const results = await inTurns(tools, context, async (tool) => {
    await using destination = await startServer();
    await settle(source);
    return await copyAndCheck(tool, { source, destination, directory: context.directory }, data, context);
  });
  const work = { title, unit: 'documents', amount: totals.documents, bytes: totals.bytes, totals };
  return { work, tools: results };
}

async function copyAndCheck(
  tool: CopyTool,
  arena: Arena,
  data: Dataset,
  { verify }: CaseContext,
): Promise<Measurement> {
  const measurement = await tool.copy(arena, data);
  await checkCopy(tool.name, arena, verify);
  return measurement;
}
