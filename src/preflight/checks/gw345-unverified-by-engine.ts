import type { NamespaceObservation } from '../../observe/observation.ts';
import type { Check } from '../check.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** mongosync's verifier passes over some collections, and says nothing of it. */
export const unverifiedByEngine: Check = {
  code: 'GW345',
  severity: 'warning',
  title: 'Somebody compares every collection in scope',
  engines: ['mongosync'],
  run: ({ spec, observation: { source } }) => {
    // godwit's own comparison takes in all of them.
    const isLeftToIt = spec.engine.type === 'mongosync' && spec.engine.options.verification;
    if (!isLeftToIt || spec.verification.mode === 'full') return [];
    const found = source.namespaces.flatMap((one) => {
      const why = reason(one);
      return why === undefined ? [] : [`${namespaceOf(one)} (${why})`];
    });
    if (found.length === 0) return [];
    return [
      {
        summary: `mongosync's verifier does not look at ${counted(found.length, 'collection')}: ${listed(found)}`,
        detail: `And verification.mode is ${spec.verification.mode}, so that nobody compares their documents`,
        fix: 'Set verification.mode: full, or run `godwit verify` for them before the switch',
        pointer: '/verification/mode',
        objects: found,
      },
    ];
  },
};

function reason({ type, isCapped, indexes, options }: NamespaceObservation): string | undefined {
  if (type !== 'collection') return undefined;
  if (isCapped) return 'capped';
  if (indexes.some(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)) return 'TTL index';
  return options?.hasCollation === true ? 'collation' : undefined;
}
