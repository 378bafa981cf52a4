import type { Check } from '../check.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** Documents that break a validator are left out by mongorestore with exit code 0, and stop ClusterSync while it follows. */
export const validators: Check = {
  code: 'GW314',
  severity: 'error',
  title: 'Documents that break a validator are migrated too',
  engines: ['dumpRestore', 'clusterSync'],
  run: ({ spec, observation: { source } }) => {
    const found = source.namespaces.filter(({ options }) => options?.hasValidator === true).map(namespaceOf);
    const { engine } = spec;
    const isBypassed = engine.type === 'dumpRestore' && engine.options.bypassDocumentValidation;
    if (found.length === 0 || isBypassed) return [];
    const isDump = engine.type === 'dumpRestore';
    return [
      {
        summary: `${counted(found.length, 'collection')} with a validator: ${listed(found)}`,
        detail: isDump
          ? 'mongorestore leaves out documents that break it, and ends with exit code 0'
          : 'ClusterSync stops at the first document that an application inserts past it',
        fix: isDump
          ? 'Set engine.dumpRestore.bypassDocumentValidation: true'
          : 'Use engine.type: builtin, or find them first: db.COLLECTION.find({ $nor: [VALIDATOR] })',
        severity: isDump ? 'error' : 'warning',
        pointer: isDump ? '/engine/dumpRestore/bypassDocumentValidation' : '/engine/type',
        objects: found,
      },
    ];
  },
};
