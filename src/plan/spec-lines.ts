import type { Migration } from '../spec/migration.ts';
import type { Facts } from './observed-hash.ts';

const hidden = '[not shown]';

/**
 * What a file asks for, one line a value (`/cutover/timeoutMs: 60000`), so that a reviewed plan can say which lines moved.
 * Arguments of commands and header values are left out: people put secrets there.
 */
export function specLines(spec: Migration): Facts {
  return Object.fromEntries(linesOf(spec, ''));
}

function linesOf(value: unknown, pointer: string): (readonly [string, string])[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [[pointer, String(value)]];
  const isCommand = Array.isArray(value) && /\/(?:command|run|undo)$/.test(pointer);
  const entries = Object.entries(value);
  if (entries.length === 0) return [[pointer, Array.isArray(value) ? '[]' : '{}']];
  return entries.flatMap(([key, item], index) => {
    const below = `${pointer}/${key}`;
    const isHidden = (isCommand && index > 0 && typeof item === 'string') || pointer.endsWith('/headers');
    return isHidden ? [[below, hidden] as const] : linesOf(item, below);
  });
}
