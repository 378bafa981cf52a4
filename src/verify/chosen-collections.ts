import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import type { VerifiableCollection, VerifiableSync } from '../sync/verification-port.ts';

/** The collections of a sync without those that its extent leaves out. */
export class ChosenCollections {
  readonly #sync: VerifiableSync;
  readonly #filter: NamespaceFilter | undefined;
  #leftOut = 0;

  constructor(sync: VerifiableSync) {
    this.#sync = sync;
    const { exclude = [] } = sync.extent;
    this.#filter = exclude.length === 0 ? undefined : new NamespaceFilter({ include: [], exclude }, sync.source);
  }

  async of(there: readonly VerifiableCollection[]): Promise<readonly VerifiableCollection[]> {
    const filter = this.#filter;
    if (filter === undefined) return there;
    const answers = await Promise.all(there.map(async ({ source }) => await filter.covers(source)));
    const chosen = there.filter((_, index) => answers[index]);
    this.#leftOut = there.length - chosen.length;
    return chosen;
  }

  /** As of when they were last asked for. */
  get count(): number {
    return this.#sync.collections().length - this.#leftOut;
  }
}
