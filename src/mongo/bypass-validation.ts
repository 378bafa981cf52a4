import type { Namespace } from './namespace.ts';

/**
 * What a write that follows another cluster's adds: documents may break their validator. Of stored functions, for which
 * servers take no validator, no role but root's lets anybody say so.
 */
export function bypassValidation({ coll }: Namespace): { readonly bypassDocumentValidation?: true } {
  return coll === 'system.js' ? {} : { bypassDocumentValidation: true };
}
