import type { Db } from '../driver.ts';

/** One kind of data, in one or more collections whose names begin with the exhibit's name. */
export interface Exhibit {
  readonly name: string;
  /** Server versions that can hold it, as a semver range; all when absent. */
  readonly versions?: string;
  create(database: Db): Promise<void>;
}
