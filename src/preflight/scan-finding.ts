import type { ScanFinding } from '../observe/observation.ts';
import type { CheckContext } from './check.ts';
import { counted, listed } from './wording.ts';

/** What the scan found of one kind, in words; `undefined` where there is none, or nobody asked for a scan. */
export function scanned(
  { observation }: CheckContext,
  trait: ScanFinding['trait'],
):
  | {
      readonly documents: string;
      readonly where: string;
      readonly first: ScanFinding;
      readonly objects: readonly string[];
    }
  | undefined {
  const found = (observation.scan?.found ?? []).filter((one) => one.trait === trait);
  const [first] = found;
  if (first === undefined) return undefined;
  const total = found.reduce((sum, { count }) => sum + count, 0);
  const objects = found.map(({ namespace, index, count, first: ids }) => {
    const where = index === undefined ? namespace : `${namespace} ${index}`;
    return `${where} (${count}: _id ${ids.slice(0, 2).join(', ')})`;
  });
  return { documents: counted(total, 'document'), where: listed(objects), first, objects };
}
