import { childPointer } from './pointer.ts';
import type { Located, LocatedMap } from './yaml/located.ts';

/**
 * Members of which a mapping holds only one: an overlay that names one puts out what the file names instead.
 * They are the groups of `oneOf` in the schema that an overlay can reach without passing through a list.
 */
export const alternatives: Readonly<Record<string, readonly string[]>> = {
  '/destination': ['uri', 'atlas'],
  '/destination/atlas/project': ['id', 'name'],
  '/destination/atlas/cluster': ['region', 'regions', 'zones'],
  '/cutover/window': ['start', 'cron'],
  '/engine/mongosync': ['urls', 'binary', 'command'],
  '/engine/clusterSync': ['url', 'binary', 'command'],
  '/terraform/outputs': ['directory', 'file'],
  '/terraform/backend': ['local', 's3', 'gcs', 'azurerm', 'http', 'remote'],
  '/terraform/backend/remote/workspaces': ['name', 'prefix'],
};

/** Mappings whose `type` says which of their blocks counts. */
const typedBlocks = new Set(['/engine', '/ledger']);

const referenceKeys: readonly string[] = ['env', 'file', 'command'];

/** A file with an overlay on it: mappings are merged, everything else is replaced. Values keep their places. */
export function applyOverlay(base: Located, overlay: Located, pointer = ''): Located {
  if (base.kind !== 'map' || overlay.kind !== 'map') return overlay;
  const entries = new Map(withoutDisplaced(base, overlay, pointer));
  for (const [key, value] of overlay.entries) {
    const below = entries.get(key);
    entries.set(key, below ? applyOverlay(below, value, childPointer(pointer, key)) : value);
  }
  return { ...base, entries };
}

/** What of the file remains: not the alternatives that the overlay decided against. */
function withoutDisplaced(base: LocatedMap, overlay: LocatedMap, pointer: string): [string, Located][] {
  const group = isReference(base) && isReference(overlay) ? referenceKeys : (alternatives[pointer] ?? []);
  const choosesAlternative = group.some((key) => overlay.entries.has(key));
  const choosesType = typedBlocks.has(pointer) && overlay.entries.has('type');
  return [...base.entries].filter(([key, value]) => {
    if (choosesAlternative && group.includes(key)) return overlay.entries.has(key);
    return !(choosesType && value.kind === 'map' && !overlay.entries.has(key));
  });
}

const isReference = (node: LocatedMap) => [...node.entries.keys()].every((key) => referenceKeys.includes(key));
