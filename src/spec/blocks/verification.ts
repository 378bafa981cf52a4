import type { Verification as VerificationBlock } from '../generated/migration.ts';
import { type NamespaceFilter, normalizeFilter } from './filters.ts';

/** Comparison of source and destination. */
export interface Verification {
  readonly mode: 'full' | 'sample' | 'counts' | 'off';
  readonly samplePercent: number;
  readonly onMismatch: 'stop' | 'repair';
  readonly exclude: readonly NamespaceFilter[];
  readonly parallelism?: number | undefined;
}

export function normalizeVerification(block: VerificationBlock | undefined): Verification {
  return {
    mode: block?.mode ?? 'full',
    samplePercent: block?.samplePercent ?? 5,
    onMismatch: block?.onMismatch ?? 'stop',
    exclude: (block?.exclude ?? []).map(normalizeFilter),
    parallelism: block?.parallelism,
  };
}
