import type { VerificationExtent } from '../sync/verification-port.ts';

/** What is compared, to stand behind "compare". */
export function extentWords(extent: VerificationExtent): string {
  switch (extent.mode) {
    case 'full':
      return 'every document of both sides, byte for byte';
    case 'sample':
      return `${extent.samplePercent} % of the documents of both sides, taken at random, byte for byte`;
    case 'counts':
      return 'how many documents each collection has on both sides';
  }
}

/** What that leaves unproven, where it leaves something. */
export function unproven({ mode }: VerificationExtent): readonly string[] {
  switch (mode) {
    case 'full':
      return [];
    case 'sample':
      return ['A sample finds what went wrong often; it proves nothing of the documents that it left out'];
    case 'counts':
      return ['Equal numbers prove nothing of what is in the documents'];
  }
}

/** Whether a verification shows at least what is asked for. */
export function covers(has: VerificationExtent, asked: VerificationExtent['mode']): boolean {
  const strength = { full: 2, sample: 1, counts: 0 } as const;
  return strength[has.mode] >= strength[asked];
}

/** As the file has it; `undefined` where nothing is to be compared. */
export function extentOf({
  mode,
  samplePercent,
}: {
  readonly mode: VerificationExtent['mode'] | 'off';
  readonly samplePercent: number;
}): VerificationExtent | undefined {
  if (mode === 'off') return undefined;
  return mode === 'sample' ? { mode, samplePercent } : { mode };
}
