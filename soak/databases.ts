/** By the names that they have on the cluster that a sync reads. */
export interface Databases {
  readonly written: string;
  readonly changed: string;
  readonly changedBeside: string;
}

/** The random writer's, without catalogue changes. */
export const written = 'soak';
export const writtenCollections: readonly string[] = ['a', 'b', 'c'];
/** Those that it writes to on the way back. */
export const writtenBack: readonly string[] = ['d', 'e'];
/** Where catalogue changes take place. */
export const changed = 'soakCatalogue';
/** Where they send collections, and get them back from. Dropped as a whole now and then. */
export const changedBeside = 'soakCatalogueOther';
/** In `changed`, never renamed: a document filter may be on it. */
export const filtered = 'filtered';
/** In `changed`, left out by most filters: where collections go that are to leave the scope. */
export const away = 'away';
/** How the databases of known traps begin, there and on the way back. */
export const traps = 'soakTraps';
export const trapsBack = 'soakTrapsBack';
