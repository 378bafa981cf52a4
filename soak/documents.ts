import type { Db, Document } from '../test/support/driver.ts';
import type { Random } from '../test/support/writer/random.ts';
import type { Names } from './names.ts';

export function documentsOf(random: Random, names: Names, count: number): Document[] {
  return Array.from({ length: count }, () => ({
    at: new Date(1_700_000_000_000 + random.below(1e9)),
    meta: random.below(3),
    n: random.below(10),
    text: random.text(20),
    serial: names.serial(),
  }));
}

export async function insert(db: Db, random: Random, names: Names, name: string): Promise<void> {
  await db.collection(name).insertMany(documentsOf(random, names, 1 + random.below(30)));
}
