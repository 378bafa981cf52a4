import type { EngineObservation } from '../engines/engine.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { comparedFilter, extentOf } from '../verify/extent.ts';
import { BesideVerification } from '../verify/verify-beside.ts';

/**
 * The verification beside an engine that does not verify, for as long as a run lasts. It lives in the run: what an earlier
 * one compared says nothing of what changed since.
 */
export class VerificationOfRun {
  readonly #migration: OpenMigration;
  readonly #repairs: boolean;
  #begun: Promise<BesideVerification> | undefined;

  /** @param options whether what the file has repaired may be repaired */
  constructor(migration: OpenMigration, { repairs } = { repairs: true }) {
    this.#migration = migration;
    this.#repairs = repairs;
  }

  /** Begins where the engine leaves it to us, and only once. */
  async begin(): Promise<void> {
    const { engine, loaded, source, destination } = this.#migration;
    const extent = extentOf(loaded.spec.verification);
    if (engine.capabilities.verification !== 'beside' || extent === undefined) return;
    const { parallelism, onMismatch } = loaded.spec.verification;
    const filter = new NamespaceFilter(comparedFilter(loaded.spec), source.client);
    const repairsMismatches = onMismatch === 'repair' && this.#repairs;
    this.#begun ??= BesideVerification.start({ source, destination, filter, extent, parallelism, repairsMismatches });
    (await this.#begun).allowRepairs();
  }

  /** What is seen of the engine, with what is verified of it; it tells the verification how far the engine is. */
  async told(seen: EngineObservation): Promise<EngineObservation> {
    if (this.#begun === undefined || seen.progress === undefined) return seen;
    const verification = await this.#begun;
    if (seen.state === 'following') verification.told(seen.progress);
    return { ...seen, progress: { ...seen.progress, verification: verification.status() } };
  }

  /** The end is near and waits for it. */
  async hurry(): Promise<void> {
    (await this.#begun)?.hurry();
  }

  /** A cutover is about to let applications write to the destination. */
  async endRepairs(): Promise<void> {
    await (await this.#begun)?.endRepairs();
  }

  async end(): Promise<void> {
    const begun = await this.#begun?.catch(() => undefined);
    await begun?.[Symbol.asyncDispose]();
  }
}
