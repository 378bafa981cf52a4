import { presentUniqueFormats } from '../../mongo/key-formats.ts';
import type { Check, CheckContext } from '../check.ts';
import { counted, listed, namespaceOf, shellCollection } from '../wording.ts';

/**
 * The way back makes the source's unique indexes ordinary ones (`collMod` with `forceNonUnique`). An index from before 6.0
 * may hold keys from before 4.2: with those it can no longer be read then ("KeyString format error"; tried with a set that
 * went from 4.2 to 6.0). mongosync asks for the present forms; the built-in engine builds such indexes anew.
 */
export const oldKeyFormat: Check = {
  code: 'GW339',
  severity: 'error',
  title: 'The unique indexes of the source have a form that lets a sync come back',
  engines: ['builtin', 'mongosync'],
  run: (context) => {
    const { source } = context.observation;
    if (!isWayBackKept(context)) return [];
    const found = source.namespaces.flatMap((namespace) =>
      namespace.indexes
        .filter(
          ({ isUnique, keyFormat }) => isUnique && keyFormat !== undefined && !presentUniqueFormats.has(keyFormat),
        )
        .filter(({ name }) => name !== '_id_')
        .map(({ name, keyFormat }) => ({ namespace, name, keyFormat })),
    );
    const [first] = found;
    if (first === undefined) return [];
    const names = found.map(
      ({ namespace, name, keyFormat }) => `${namespaceOf(namespace)} ${name} (form ${keyFormat})`,
    );
    return [
      {
        ...wordsFor(context, found.length, listed(names), shellCollection(first.namespace)),
        pointer: '/cutover/rollback/mode',
        objects: names,
      },
    ];
  },
};

function wordsFor({ spec }: CheckContext, count: number, names: string, collection: string) {
  const built = `${counted(count, 'unique index')} of the source ${count === 1 ? 'was' : 'were'} built before 6.0`;
  if (spec.engine.type === 'builtin') {
    return {
      severity: 'warning' as const,
      summary: `${built}, and the way back has to build ${count === 1 ? 'it' : 'them'} anew: ${names}`,
      detail:
        'The sync back drops them on the source and builds them again, since they may hold keys in a form that cannot be made ordinary. The way back is open when they are built',
      fix: `For a way back that is open at once, drop each and create it again beforehand, ${collection} first; or resync the members one by one`,
    };
  }
  return {
    summary: `${built}, and ${count === 1 ? 'stands' : 'stand'} in the way back: ${names}`,
    detail:
      'The sync back makes them ordinary ones for its time. Where one holds keys from before feature compatibility version 4.2, the server does that without a word, and cannot read the index any more',
    fix: `${collection}.validate() warns of "keys in the old format" where there are any; where not, waive this. Otherwise drop the index and create it again, or resync the members one by one, or set cutover.rollback.mode: none`,
  };
}

/** Whether a sync back is begun at the switch: asked for, or the default and nothing against it. */
function isWayBackKept({ spec, observation: { source, destination }, state }: CheckContext): boolean {
  const { mode } = spec.cutover.rollback;
  const isOver = state === 'cutOver' || state === 'complete' || state === 'rolledBack' || state === 'reversing';
  if (mode === 'none' || isOver || source.facts.versionNumber < 600) return false;
  if (mode === 'reverse') return true;
  // mongosync goes back only where the file says so.
  const isDefault = spec.engine.type === 'builtin' && source.canBypassBlock && destination.canBypassBlock;
  const { mapping, documents } = spec.filters;
  return isDefault && mapping.length === 0 && documents.length === 0 && spec.indexes.build !== 'never';
}
