import type { Check, CheckContext } from '../check.ts';
import { counted, listed, namespaceOf, shellCollection } from '../wording.ts';

/** WiredTiger's forms of unique indexes whose keys all name their documents, as 6.0 and newer make them. */
const presentForms: ReadonlySet<number> = new Set([13, 14]);

/**
 * The way back makes the source's unique indexes ordinary ones (`collMod` with `forceNonUnique`). An index keeps the form of
 * the server that built it through every upgrade, and one from before 6.0 may hold keys from before 4.2: with those it can
 * no longer be read then ("KeyString format error"; tried with a set that went from 4.2 to 6.0). mongosync asks for the
 * present forms.
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
        .filter(({ isUnique, keyFormat }) => isUnique && keyFormat !== undefined && !presentForms.has(keyFormat))
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
        summary: `${counted(found.length, 'unique index')} of the source ${found.length === 1 ? 'was' : 'were'} built before 6.0, and ${found.length === 1 ? 'stands' : 'stand'} in the way back: ${listed(names)}`,
        detail:
          'The sync back makes them ordinary ones for its time. Where one holds keys from before feature compatibility version 4.2, the server does that without a word, and cannot read the index any more',
        fix: `${shellCollection(first.namespace)}.validate() warns of "keys in the old format" where there are any; where not, waive this. Otherwise drop the index and create it again, or resync the members one by one, or set cutover.rollback.mode: none`,
        pointer: '/cutover/rollback/mode',
        objects: names,
      },
    ];
  },
};

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
