import type { EngineType } from '../engines/engine.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import type { Migration } from '../spec/migration.ts';
import { unavailableSettings } from './unavailable-settings.ts';

const shardingEngines: readonly EngineType[] = ['builtin', 'mongosync', 'atlasLiveMigration'];

/**
 * What the file format knows and this version cannot carry out yet. Asking for it is an error of the plan: leaving it out
 * in silence would do something else than was reviewed.
 */
const unavailable: readonly {
  readonly pointer: string;
  readonly what: string;
  readonly isAskedFor: (spec: Migration) => boolean;
}[] = [
  {
    pointer: '/sharding',
    what: 'sharding',
    isAskedFor: ({ sharding, engine }) => sharding !== undefined && !shardingEngines.includes(engine.type),
  },
  {
    pointer: '/filters/documents',
    what: 'filters.documents',
    isAskedFor: ({ filters, engine }) => filters.documents.length > 0 && engine.type !== 'builtin',
  },
  {
    pointer: '/filters/mapping',
    what: 'filters.mapping',
    isAskedFor: ({ filters, engine }) => filters.mapping.length > 0 && engine.type !== 'builtin',
  },
  {
    pointer: '/engine/adopt',
    what: 'engine.adopt for this engine',
    isAskedFor: ({ engine }) => engine.adopt && engine.type !== 'mongosync' && engine.type !== 'clusterSync',
  },
  {
    pointer: '/cutover/block/destination',
    what: 'cutover.block.destination: roles',
    isAskedFor: ({ cutover }) => cutover.block.destination === 'roles',
  },
  {
    pointer: '/cutover/block/destination',
    what: 'cutover.block.destination: server for this engine, or into Atlas',
    isAskedFor: ({ cutover, engine, destination }) =>
      cutover.block.destination === 'server' &&
      engine.type !== 'mongosync' &&
      (engine.type !== 'builtin' || destination.kind === 'atlas'),
  },
];

export function unavailableParts(spec: Migration): readonly Diagnostic[] {
  return [...unavailable.filter(({ isAskedFor }) => isAskedFor(spec)), ...unavailableSettings(spec)].map(
    ({ pointer, what }) => ({
      severity: 'error',
      code: 'GW701',
      summary: `${what} is part of the file format, but not of this version`,
      hint: 'Leave it out, or wait for a version that can do it: it is never ignored in silence',
      pointer,
    }),
  );
}
