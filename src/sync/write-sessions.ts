import type { ClientSession, MongoClient } from '../mongo/driver.ts';

/**
 * The server sessions that documents are written under. They are known, so that what is left of a write can be found and
 * killed, and never ended with a run: the driver would use them for something else.
 */
export class WriteSessions {
  readonly #all: readonly ClientSession[];
  readonly #idle: ClientSession[];

  /** @param count as many as commands may be under way at once */
  constructor(client: MongoClient, count: number) {
    this.#all = Array.from({ length: count }, () => client.startSession({ causalConsistency: false }));
    this.#idle = [...this.#all];
  }

  /** As `killSessions` and `$currentOp` name them. */
  get ids(): readonly SessionId[] {
    return this.#all.map((session) => session.id!.id as SessionId);
  }

  async use<T>(task: (session: ClientSession) => Promise<T>): Promise<T> {
    const session = this.#idle.pop()!;
    try {
      return await task(session);
    } finally {
      this.#idle.push(session);
    }
  }
}

/** A UUID as the driver has it. */
export interface SessionId {
  readonly buffer: Uint8Array;
}
