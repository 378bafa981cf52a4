import { setTimeout as delay } from 'node:timers/promises';
import { type Deferred, deferred } from '../../lib/deferred.ts';
import { EngineError } from '../../lib/errors.ts';
import type { Document } from '../../mongo/driver.ts';
import { FencedOffError, type Metadata, type MetadataDocument } from './metadata.ts';

/** Who runs the engine, for people who meet the lease. */
export interface LeaseHolder {
  readonly host: string;
  readonly pid: number;
  /** Where its HTTP API listens. */
  readonly url: string;
  readonly instance: string;
  readonly version: string;
}

interface LeaseDocument extends MetadataDocument {
  holder: LeaseHolder;
  expiresAt: Date;
  acquiredAt: Date;
}

/** Long enough for a slow election, short enough to wait for after a crash. */
export const defaultLeaseMs = 10_000;
export const leaseId = 'lease';

/**
 * The right to write to the destination, for one engine at a time: a document with an expiry in the server's clock
 * and a token that grows with every holder. Document writes cannot be made conditional on it, so the holder asks
 * `remainingMs` right before each send and bounds the send's time by it.
 */
export class Lease {
  readonly #metadata: Metadata;
  readonly token: number;
  readonly #holder: LeaseHolder;
  /** In this process' monotonic clock, counted from before the request was sent: never later than the server's. */
  #validUntil: number;
  readonly durationMs: number;
  #timer: NodeJS.Timeout | undefined;
  #lost: Error | undefined;
  readonly #taken: Deferred<never>;

  private constructor(
    metadata: Metadata,
    holder: LeaseHolder,
    { token, validUntil, durationMs }: { token: number; validUntil: number; durationMs: number },
    taken: Deferred<never>,
  ) {
    this.#metadata = metadata;
    this.#holder = holder;
    this.token = token;
    this.#validUntil = validUntil;
    this.durationMs = durationMs;
    this.#taken = taken;
    taken.promise.catch(() => {});
  }

  /** Rejects when another engine has it, also where nobody asks for it here; of one that is taken anew, too. */
  get whenTaken(): Promise<never> {
    return this.#taken.promise;
  }

  /**
   * Takes the lease, waiting for an earlier one to run out.
   * @throws EngineError GW911 when another engine goes on renewing it
   */
  static async acquire(
    metadata: Metadata,
    holder: LeaseHolder,
    signal: AbortSignal,
    durationMs = defaultLeaseMs,
  ): Promise<Lease> {
    const giveUpAt = performance.now() + 3 * durationMs;
    const sightings = new LeaseSightings(durationMs);
    await makeLease(metadata);
    for (;;) {
      signal.throwIfAborted();
      const current = await metadata.read<LeaseDocument>('engine', leaseId);
      const taken = await Lease.#take(metadata, holder, durationMs, sightings.over(current));
      if (taken !== undefined) return taken;
      if (performance.now() > giveUpAt && current !== undefined) throw heldByAnother(current);
      await delay(250, undefined, { signal });
    }
  }

  /**
   * Takes a lease that ran out anew, for its holder to go on.
   * @throws FencedOffError when somebody else has had it since: what the holder knows of the sync may be long past, and
   *   the destination may be in use
   */
  async takeAnew(signal: AbortSignal): Promise<Lease> {
    const sightings = new LeaseSightings(this.durationMs);
    for (;;) {
      signal.throwIfAborted();
      const current = await this.#metadata.read<LeaseDocument>('engine', leaseId);
      // Of one that was taken without our hearing of it we are the holder ourselves.
      const isOurs = current?.fence === this.token || current?.holder.instance === this.#holder.instance;
      if (current === undefined || !isOurs) throw new FencedOffError('the lease has had another holder since');
      const over = sightings.over(current) ?? { fence: current.fence };
      const taken = await Lease.#take(this.#metadata, this.#holder, this.durationMs, over, this.#taken);
      if (taken !== undefined) return taken;
      await delay(250, undefined, { signal });
    }
  }

  /** @param over the lease that is known to have run out; whichever it is when left out */
  static async #take(
    metadata: Metadata,
    holder: LeaseHolder,
    durationMs: number,
    over: LeaseOver | undefined,
    whenTaken = deferred<never>(),
  ): Promise<Lease | undefined> {
    const askedAt = performance.now();
    const taken = await tryAcquire(metadata, holder, durationMs, over);
    if (taken === undefined) return undefined;
    const validity = { token: taken.fence, validUntil: askedAt + durationMs, durationMs };
    const lease = new Lease(metadata, holder, validity, whenTaken);
    lease.#renewRegularly();
    return lease;
  }

  /** Milliseconds for which writing is still allowed; throws when there are none. */
  remainingMs(): number {
    const remaining = this.#validUntil - performance.now();
    // Over is over: a renewal that comes through late would only keep the next holder waiting, who may be ourselves.
    if (remaining <= 0) this.end();
    if (this.#lost !== undefined) throw this.#lost;
    return remaining;
  }

  /** Stops renewing it: it runs out by itself. */
  end(): void {
    clearTimeout(this.#timer);
    this.#lost ??= new LeaseExpiredError();
  }

  /** Lets the next engine take over at once. */
  async release(): Promise<void> {
    const wasLost = this.#lost !== undefined;
    this.end();
    if (wasLost) return;
    await this.#metadata
      .collection('engine')
      .updateOne({ _id: leaseId, fence: this.token }, { $set: { expiresAt: new Date(0) } })
      .catch(() => {});
  }

  #renewRegularly(): void {
    this.#timer = setTimeout(() => {
      void this.#renew().finally(() => {
        if (this.#lost === undefined) this.#renewRegularly();
      });
    }, this.durationMs / 4);
    this.#timer.unref();
  }

  async #renew(): Promise<void> {
    if (this.#lost !== undefined) return;
    const askedAt = performance.now();
    try {
      const { matchedCount } = await this.#metadata
        .collection('engine')
        .updateOne({ _id: leaseId, fence: this.token }, [expiry(this.#holder, this.durationMs)], {
          writeConcern: { w: 'majority' },
        });
      if (matchedCount > 0) this.#validUntil = askedAt + this.durationMs;
      else if (this.#lost === undefined) {
        this.#lost = new FencedOffError('the lease has a new holder');
        this.#taken.reject(this.#lost);
      }
    } catch {
      // Not renewed: the lease runs out by itself, and the next attempt may well come through before.
    }
  }
}

/** By its expiry a lease that was not renewed for as long as it lasts; without one, what the server's clock says is to hold. */
interface LeaseOver {
  readonly fence: number;
  readonly expiresAt?: Date;
}

/**
 * Whether a lease is renewed any more, by our own clock. The server's may have been set back, and a primary that is elected
 * may have another: until it comes to the expiry that the one before has written down, nobody could go on.
 */
export class LeaseSightings {
  readonly #durationMs: number;
  #seen: { readonly fence: number; readonly expiresAt: Date; readonly since: number } | undefined;

  constructor(durationMs = defaultLeaseMs) {
    this.#durationMs = durationMs;
  }

  /** @returns what was seen, where it has stayed the same for as long as a lease lasts */
  over(lease: Pick<LeaseDocument, 'fence' | 'expiresAt'> | undefined): Required<LeaseOver> | undefined {
    if (lease === undefined) return undefined;
    const { fence, expiresAt } = lease;
    const isSame = this.#seen?.fence === fence && this.#seen.expiresAt.getTime() === expiresAt.getTime();
    // Counted from behind the answer: whoever renewed it has counted from before they asked.
    if (!isSame) this.#seen = { fence, expiresAt, since: performance.now() };
    return performance.now() - this.#seen!.since > this.#durationMs ? { fence, expiresAt } : undefined;
  }
}

/** The lease could not be renewed in time, as after a network cut or a stopped process; it may be taken anew. */
export class LeaseExpiredError extends Error {
  constructor() {
    super('The lease on the destination ran out before it could be renewed');
  }
}

function expiry(holder: LeaseHolder, durationMs: number): Document {
  return { $set: { holder: { $literal: holder }, expiresAt: { $add: ['$$NOW', durationMs] } } };
}

/** For somebody to take; left as it is where there is one. */
async function makeLease(metadata: Metadata): Promise<void> {
  await metadata
    .collection('engine')
    .updateOne({ _id: leaseId }, { $setOnInsert: { fence: 0, expiresAt: new Date(0) } }, { upsert: true })
    .catch((error: { code?: number }) => {
      if (error.code !== 11000) throw error;
    });
}

async function tryAcquire(
  metadata: Metadata,
  holder: LeaseHolder,
  durationMs: number,
  over: LeaseOver | undefined,
): Promise<LeaseDocument | undefined> {
  const hasRunOut = over?.expiresAt === undefined ? { $expr: { $lt: ['$expiresAt', '$$NOW'] } } : {};
  const found = await metadata
    .collection('engine')
    .findOneAndUpdate(
      { _id: leaseId, ...over, ...hasRunOut },
      [expiry(holder, durationMs), { $set: { fence: { $add: ['$fence', 1] }, acquiredAt: '$$NOW' } }],
      { returnDocument: 'after', writeConcern: { w: 'majority', journal: true } },
    );
  return (found as LeaseDocument | null) ?? undefined;
}

function heldByAnother({ holder, acquiredAt }: LeaseDocument): EngineError {
  return new EngineError('GW911', {
    summary: `The destination is held by another sync engine (pid ${holder.pid} on ${holder.host}, since ${acquiredAt.toISOString()})`,
    hint: `Ask that engine: ${holder.url}/api/v1/progress; stop it before starting another`,
    context: { holder },
  });
}

/** Whether the lease is running, by the clock that it counts in. */
export async function isLeaseRunning(metadata: Metadata): Promise<boolean> {
  const running = { _id: leaseId, $expr: { $gt: ['$expiresAt', '$$NOW'] } };
  return (await metadata.collection('engine').findOne(running)) !== null;
}

/** The engine that holds or last held the destination, and whether its lease is still running. */
export async function readLease(
  metadata: Metadata,
): Promise<{ holder: LeaseHolder; expiresAt: Date; acquiredAt: Date; token: number } | undefined> {
  const found = await metadata.read<LeaseDocument>('engine', leaseId);
  if (found?.holder === undefined) return undefined;
  const { holder, expiresAt, acquiredAt, fence } = found;
  return { holder, expiresAt, acquiredAt, token: fence };
}
