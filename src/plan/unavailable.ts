import type { Diagnostic } from '../lib/diagnostic.ts';
import type { Migration } from '../spec/migration.ts';

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
    isAskedFor: ({ sharding, engine }) => sharding !== undefined && engine.type !== 'mongosync',
  },
  {
    pointer: '/engine/dumpRestore/usersAndRoles',
    what: 'engine.dumpRestore.usersAndRoles',
    isAskedFor: ({ engine }) => engine.type === 'dumpRestore' && engine.options.usersAndRoles,
  },
  {
    pointer: '/filters/documents',
    what: 'filters.documents',
    isAskedFor: ({ filters }) => filters.documents.length > 0,
  },
  { pointer: '/filters/mapping', what: 'filters.mapping', isAskedFor: ({ filters }) => filters.mapping.length > 0 },
  {
    pointer: '/destination/existingData',
    what: 'existingData: clear',
    isAskedFor: ({ destination }) => destination.existingData === 'clear',
  },
  {
    pointer: '/engine/adopt',
    what: 'engine.adopt for this engine',
    isAskedFor: ({ engine }) => engine.adopt && engine.type !== 'mongosync' && engine.type !== 'clusterSync',
  },
  {
    pointer: '/verification/mode',
    what: 'verification.mode other than full and off',
    isAskedFor: ({ verification }) => verification.mode === 'sample' || verification.mode === 'counts',
  },
  {
    pointer: '/cutover/mode',
    what: 'cutover.mode other than manual',
    isAskedFor: ({ cutover }) => cutover.mode !== 'manual',
  },
  {
    pointer: '/cutover/gates/approvals',
    what: 'cutover.gates.approvals',
    isAskedFor: ({ cutover }) => cutover.gates.approvals.length > 0,
  },
  {
    pointer: '/cutover/block/source',
    what: 'cutover.block.source: roles',
    isAskedFor: ({ cutover }) => cutover.block.source === 'roles',
  },
  {
    pointer: '/cutover/rollback/mode',
    what: 'cutover.rollback.mode: reverse',
    isAskedFor: ({ cutover }) => cutover.rollback.mode === 'reverse',
  },
  { pointer: '/cutover/watch', what: 'cutover.watch', isAskedFor: ({ cutover }) => cutover.watch !== undefined },
  { pointer: '/phase', what: 'phase: rolledBack', isAskedFor: ({ phase }) => phase === 'rolledBack' },
  { pointer: '/policy', what: 'policy', isAskedFor: ({ policy }) => policy.length > 0 },
  { pointer: '/notifications', what: 'notifications', isAskedFor: ({ notifications }) => notifications.length > 0 },
  { pointer: '/after', what: 'after', isAskedFor: ({ after }) => after.length > 0 },
];

export function unavailableParts(spec: Migration): readonly Diagnostic[] {
  return unavailable
    .filter(({ isAskedFor }) => isAskedFor(spec))
    .map(({ pointer, what }) => ({
      severity: 'error',
      code: 'GW701',
      summary: `${what} is part of the file format, but not of this version`,
      hint: 'Leave it out, or wait for a version that can do it: it is never ignored in silence',
      pointer,
    }));
}
