import { formatBytes, formatCount } from '../../lib/size.ts';
import type { Check } from '../check.ts';
import { sumOf } from '../wording.ts';

const base = 10e9;
const perMillionDocuments = 0.5e9;

/** mongosync's embedded verifier keeps a hash of each document in memory, and its start is refused without that. */
export const verifierMemory: Check = {
  code: 'GW406',
  severity: 'info',
  title: 'The machine that runs mongosync has memory for its verifier',
  engines: ['mongosync'],
  run: ({ spec, observation: { source } }) => {
    if (spec.engine.type !== 'mongosync' || !spec.engine.options.verification) return [];
    const documents = sumOf(source.namespaces, ({ documents: count }) => count);
    const needed = base + (documents / 1e6) * perMillionDocuments;
    if (documents < 1e6) return [];
    return [
      {
        summary: `mongosync's verifier needs about ${formatBytes(needed)} of memory for ${formatCount(documents)} documents`,
        fix: 'Run mongosync where there is so much, or set engine.mongosync.verification: false and leave it to godwit (verification.mode: full)',
        pointer: '/engine/mongosync/verification',
      },
    ];
  },
};
