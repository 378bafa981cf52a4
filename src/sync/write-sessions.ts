import { type ClientSession, Long, type MongoClient } from '../mongo/driver.ts';

/**
 * The server sessions that documents are written under. They are known, so that what is left of a write can be found and
 * killed, and what comes late be refused (`settleWrites`); and never given back to the driver, which would use them for
 * something else.
 */
export class WriteSessions {
  readonly #all: readonly WriteSession[];
  readonly #idle: WriteSession[];

  /** @param count as many as commands may be under way at once */
  constructor(client: MongoClient, count: number) {
    this.#all = Array.from(
      { length: count },
      () => new WriteSession(client.startSession({ causalConsistency: false })),
    );
    this.#idle = [...this.#all];
  }

  /** As `killSessions` and `$currentOp` name them. */
  get ids(): readonly SessionId[] {
    return this.#all.map(({ session }) => session.id!.id as SessionId);
  }

  /** Once nothing is sent under them any more. */
  async letGo(): Promise<void> {
    await Promise.all(this.#all.map(async ({ session }) => await letGoOf(session)));
  }

  async use<T>(task: (session: WriteSession) => Promise<T>): Promise<T> {
    const session = this.#idle.pop()!;
    try {
      return await task(session);
    } finally {
      this.#idle.push(session);
    }
  }
}

/** A server session whose commands are numbered: the server takes none with a lower number than it has seen. */
export class WriteSession {
  readonly session: ClientSession;

  constructor(session: ClientSession) {
    this.session = session;
  }

  /** For one command, or one transaction. The driver's own count, which it numbers the end of a transaction by. */
  nextNumber(): Long {
    const { serverSession } = this.session;
    serverSession.txnNumber += 1;
    return Long.fromNumber(serverSession.txnNumber);
  }
}

/** A session by the id of another run, to be used with care: it is that run's. To be let go of, see `letGoOf`. */
export function sessionOfRun(client: MongoClient, id: SessionId): ClientSession {
  const session = client.startSession({ causalConsistency: false });
  session.serverSession.id = { id: id as never };
  return session;
}

/** The client keeps no account of it any longer, nor takes what the server knows it by for anybody else. */
export async function letGoOf(session: ClientSession): Promise<void> {
  session.serverSession.isDirty = true;
  await session.endSession();
}

/** A UUID as the driver has it. */
export interface SessionId {
  readonly buffer: Uint8Array;
}
