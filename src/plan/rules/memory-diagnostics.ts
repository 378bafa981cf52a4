import type { Diagnostic } from '../../lib/diagnostic.ts';
import type { Migration } from '../../spec/migration.ts';
import { divideMemory, memoryShortage, mostSpans } from '../../sync/memory.ts';

/** What the built-in engine cannot do with the memory that the file gives it. */
export function memoryDiagnostics({ engine }: Migration): readonly Diagnostic[] {
  if (engine.type !== 'builtin' || engine.options.url !== undefined) return [];
  const { maxMemoryBytes: maxBytes, workers = 0, readers, parallelism = 0 } = engine.options;
  const wish = { maxBytes, workers };
  const shortage = memoryShortage(wish);
  if (shortage !== undefined) {
    const pointer = '/engine/builtin/maxMemory';
    return [{ severity: 'error', code: 'GW996', ...shortage, pointer }];
  }
  const most = mostSpans(divideMemory(wish));
  const wanted = readers ?? parallelism;
  if (wanted <= most) return [];
  return [
    {
      severity: 'warning',
      code: 'GW997',
      summary: `The built-in engine has memory for ${most} spans of the copy at once, and ${wanted} are asked for`,
      detail: `${most} are copied at once, in small batches`,
      hint: 'Raise engine.builtin.maxMemory, or ask for fewer readers: more than a few dozen are hardly faster',
      pointer: readers === undefined ? '/engine/builtin/parallelism' : '/engine/builtin/readers',
    },
  ];
}
