import type { MigrationFile } from './generated/migration.ts';
import { pointerSegments } from './pointer.ts';
import { schemaAt } from './schema/schema-walk.ts';

/**
 * The document without the values that the schema refused, so that rules can trust the types of what is left.
 * A block that cannot do without a refused value goes with it; refused items of lists leave holes.
 */
export function prune(data: MigrationFile, invalid: readonly string[]): MigrationFile {
  if (invalid.length === 0) return data;
  const pruned: unknown = structuredClone(data);
  for (const pointer of invalid) {
    const place = outermost(pointer);
    if (place === '') return {};
    remove(pruned, pointerSegments(place));
  }
  return pruned as MigrationFile;
}

/** The value itself, or the block around it that is incomplete without it. */
function outermost(pointer: string): string {
  const slash = pointer.lastIndexOf('/');
  if (slash < 0) return pointer;
  const parent = pointer.slice(0, slash);
  const [property] = pointerSegments(pointer.slice(slash));
  const isNeeded = schemaAt(parent).some((node) => node.required?.includes(property!));
  return isNeeded ? outermost(parent) : pointer;
}

function remove(root: unknown, segments: readonly string[]): void {
  let container = root as Record<string, unknown> | undefined;
  for (const segment of segments.slice(0, -1)) {
    container = container?.[segment] as Record<string, unknown> | undefined;
  }
  // In a list this leaves a hole, so that the other items keep their positions.
  if (typeof container === 'object' && container !== null) delete container[segments.at(-1)!];
}
