import canonicalize from 'canonicalize';
import type { Migration } from '../spec/migration.ts';
import type { FilterEntry, NamespaceFilterSpec, RegexPattern } from '../sync/catalog/namespace-filter.ts';
import type { VerificationExtent } from '../sync/verification-port.ts';

/** What is compared, to stand behind "compare". */
export function extentWords(extent: VerificationExtent): string {
  return `${modeWords(extent)}${isPartial(extent) ? ' (some collections are left out)' : ''}`;
}

function modeWords(extent: VerificationExtent): string {
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
export function unproven(extent: VerificationExtent): readonly string[] {
  return [...unprovenByMode(extent), ...notCompared(extent)];
}

function unprovenByMode({ mode }: VerificationExtent): readonly string[] {
  switch (mode) {
    case 'full':
      return [];
    case 'sample':
      return ['A sample finds what went wrong often; it proves nothing of the documents that it left out'];
    case 'counts':
      return ['Equal numbers prove nothing of what is in the documents'];
  }
}

/** A line that names what is left out; none where nothing is. */
export function notCompared({ exclude = [] }: Pick<VerificationExtent, 'exclude'>): readonly string[] {
  return exclude.length === 0 ? [] : [`Not compared: ${exclude.map(entryWords).join(', ')}`];
}

/** Every document of every collection. */
export function isWhole(extent: VerificationExtent): boolean {
  return extent.mode === 'full' && !isPartial(extent);
}

function isPartial({ exclude = [] }: VerificationExtent): boolean {
  return exclude.length > 0;
}

/** An entry of a filter, for people. */
export function entryWords({ database, databaseRegex, collections, collectionsRegex }: FilterEntry): string {
  const of = databaseRegex ? patternWords(databaseRegex) : (database ?? '');
  if (collectionsRegex) return `${of}.${patternWords(collectionsRegex)}`;
  return collections ? collections.map((name) => `${of}.${name}`).join(', ') : `${of}.*`;
}

function patternWords({ pattern, options = '' }: RegexPattern): string {
  return `/${pattern}/${options}`;
}

/** Whether a verification shows at least what is asked for. */
export function covers(has: VerificationExtent, asked: VerificationExtent): boolean {
  const strength = { full: 2, sample: 1, counts: 0 } as const;
  const mayLack = new Set((asked.exclude ?? []).map(keyOf));
  return strength[has.mode] >= strength[asked.mode] && (has.exclude ?? []).every((entry) => mayLack.has(keyOf(entry)));
}

/** The same for the same entry, whether it comes from a file, a database or a program. */
function keyOf(entry: FilterEntry): string {
  const plain: unknown = JSON.parse(JSON.stringify(entry), (_, part: unknown) => part ?? undefined);
  return canonicalize(plain) ?? '';
}

/** What a migration moves, but for what its file leaves out of the comparison. */
export function comparedFilter({
  filters: { include, exclude },
  verification,
}: Pick<Migration, 'filters' | 'verification'>): NamespaceFilterSpec {
  return { include, exclude: [...exclude, ...verification.exclude] };
}

/** As the file has it; `undefined` where nothing is to be compared. */
export function extentOf({
  mode,
  samplePercent,
  exclude,
}: {
  readonly mode: VerificationExtent['mode'] | 'off';
  readonly samplePercent: number;
  readonly exclude: readonly FilterEntry[];
}): VerificationExtent | undefined {
  if (mode === 'off') return undefined;
  const partial = exclude.length === 0 ? {} : { exclude };
  return mode === 'sample' ? { mode, samplePercent, ...partial } : { mode, ...partial };
}

/** As a program or a journal tells it; what does not say how much was compared, compared every document. */
export function readExtent(told: Readonly<Record<string, unknown>> | undefined): VerificationExtent {
  const { mode, samplePercent, exclude } = told ?? {};
  const entries = Array.isArray(exclude) ? exclude.filter((one) => typeof one === 'object' && one !== null) : [];
  const partial = entries.length === 0 ? {} : { exclude: entries as readonly FilterEntry[] };
  if (mode === 'counts') return { mode, ...partial };
  if (mode !== 'sample') return { mode: 'full', ...partial };
  return { mode, samplePercent: typeof samplePercent === 'number' ? samplePercent : 0, ...partial };
}
