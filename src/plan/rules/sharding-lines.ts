import { hasSupportingIndex, namespaceOfEntry } from '../../preflight/sharded-namespace.ts';
import type { ShardingEntry } from '../../spec/blocks/sharding.ts';
import type { PlanInput } from '../plan-input.ts';

const keptShown = 10;

/** How collections come to be sharded on the destination, for whoever reviews the step that begins. */
export function shardingLines(input: PlanInput): readonly string[] {
  const { spec, observation, capabilities } = input;
  if (!capabilities.canShard || observation.destination.facts.topology !== 'sharded') return [];
  return [...(spec.sharding?.entries ?? []).map((entry) => entryLine(input, entry)), ...keptLines(input)];
}

function entryLine({ spec, observation }: PlanInput, entry: ShardingEntry): string {
  const { namespace, key, unique, chunksPerShard } = entry;
  const source = namespaceOfEntry(spec, observation, entry);
  const isMade = spec.sharding?.createSupportingIndexes === true && source && !hasSupportingIndex(source, entry);
  const parts = [
    `Shard ${namespace} by ${keyText(key.map(({ field, kind }) => [field, String(kind)]))} before its data`,
    ...(unique ? ['unique from the cutover on'] : []),
    ...(chunksPerShard === undefined ? [] : [`cut into ${chunksPerShard} chunks per shard`]),
    ...(isMade ? ['with an index for it, which the source lacks'] : []),
    ...(source === undefined ? ['once it is there: the source has none'] : []),
  ];
  return parts.join(', ');
}

/** Of collections that are sharded on the source, and of which the file says nothing. */
function keptLines({ spec, observation }: PlanInput): readonly string[] {
  const part = observation.source.details?.sharding;
  const inScope = new Set(observation.source.namespaces.map(({ database, collection }) => `${database}.${collection}`));
  const declared = new Set((spec.sharding?.entries ?? []).map((entry) => namespaceText(spec, observation, entry)));
  const kept = (part?.isKnown ? (part.value?.collections ?? []) : []).filter(
    ({ namespace }) => inScope.has(namespace) && !declared.has(namespace),
  );
  const lines = kept.map(({ namespace, key }) => `Keep the shard key of ${namespace}: ${keyText(key)}`);
  const more = lines.length - keptShown;
  return more > 0 ? [...lines.slice(0, keptShown), `Keep the shard keys of ${more} more collections`] : lines;
}

function namespaceText(spec: PlanInput['spec'], observation: PlanInput['observation'], entry: ShardingEntry): string {
  const found = namespaceOfEntry(spec, observation, entry);
  return found === undefined ? entry.namespace : `${found.database}.${found.collection}`;
}

function keyText(key: readonly (readonly [field: string, kind: string])[]): string {
  return `{ ${key.map(([field, kind]) => `${field}: ${kind}`).join(', ')} }`;
}
