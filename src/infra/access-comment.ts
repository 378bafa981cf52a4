import type { AccessEntry } from '../spec/blocks/atlas-access.ts';

/** Characters that Atlas has room for. */
const limit = 80;

/** What the file says, and which migration it is for, as far as there is room. */
export function commentOf({ comment }: AccessEntry, migration: string): string {
  const mark = `godwit ${migration}`;
  if (comment === undefined) return mark.slice(0, limit);
  const both = `${comment} (${mark})`;
  return both.length <= limit ? both : comment;
}
