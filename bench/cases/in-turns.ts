import type { Measurement } from '../measure/measurement.ts';
import type { ToolResult } from '../report/result.ts';
import type { ToolIdentity } from '../tools/tool.ts';
import type { CaseContext } from './case-context.ts';

/**
 * Measures every tool, one after the other, and that as often as asked for: what disturbs the machine for a while then
 * disturbs all of them.
 */
export async function inTurns<T extends ToolIdentity>(
  tools: readonly T[],
  { runs, say }: CaseContext,
  measure: (tool: T) => Promise<Measurement>,
): Promise<readonly ToolResult[]> {
  const measured = new Map<T, Measurement[]>(tools.map((tool) => [tool, []]));
  for (let run = 1; run <= runs; run += 1) {
    for (const tool of tools) {
      if (tool.missing !== undefined) continue;
      const measurement = await measure(tool);
      measured.get(tool)!.push(measurement);
      say(`${tool.name}: ${measurement.seconds.toFixed(1)} s${runs === 1 ? '' : ` (run ${run} of ${runs})`}`);
    }
  }
  return tools.map((tool) => ({ id: tool.id, name: tool.name, missing: tool.missing, runs: measured.get(tool)! }));
}
