/**
 * Every kind of data that a copy can lose or change, in one database. Documents have fixed `_id`s wherever that does
 * not get in the way of what they show. What a server is too old for is left out, and said.
 */
import type { Db } from '../driver.ts';
import { isVersionIn } from '../servers/mongod/mongod.ts';
import { collectionExhibits } from './collections.ts';
import type { Exhibit } from './exhibit.ts';
import { idExhibits } from './ids.ts';
import { indexExhibits } from './indexes.ts';
import { sizeExhibits } from './sizes.ts';
import { timeSeriesExhibits } from './time-series.ts';
import { valueExhibits } from './values.ts';

/** All exhibits, by what they are about. */
export const zoo = {
  ids: idExhibits,
  values: valueExhibits,
  sizes: sizeExhibits,
  collections: collectionExhibits,
  timeSeries: timeSeriesExhibits,
  indexes: indexExhibits,
} as const satisfies Record<string, readonly Exhibit[]>;

/** A section of the zoo. */
export type ZooSection = keyof typeof zoo;

/** The names of what was created, and of what the server is too old or too new for. */
export interface ZooInventory {
  readonly created: readonly string[];
  readonly skipped: readonly string[];
}

/** Creates the exhibits of these sections (default: all) in a database. */
export async function fillZoo(
  database: Db,
  sections: readonly ZooSection[] = Object.keys(zoo) as ZooSection[],
): Promise<ZooInventory> {
  const { version } = await database.admin().buildInfo();
  const created: string[] = [];
  const skipped: string[] = [];
  for (const exhibit of sections.flatMap((section): readonly Exhibit[] => zoo[section])) {
    if (exhibit.versions && !isVersionIn(version, exhibit.versions)) {
      skipped.push(exhibit.name);
      continue;
    }
    await createExhibit(database, exhibit);
    created.push(exhibit.name);
  }
  return { created, skipped };
}

async function createExhibit(database: Db, exhibit: Exhibit): Promise<void> {
  try {
    await exhibit.create(database);
  } catch (cause) {
    throw new Error(`The exhibit ${exhibit.name} could not be created`, { cause });
  }
}
