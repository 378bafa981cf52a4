import { BSON, type Collection, type Document } from '../driver.ts';
import { withClient } from '../servers/with-client.ts';

/** The stamp that a document carries after a write, or that it is gone. */
export type State = number | 'deleted';

/** One document that a write touches. */
export interface Touch {
  readonly collection: string;
  readonly id: unknown;
  readonly after: State;
}

/** An acknowledged write that is not there, or a document that should not be. */
export interface LostWrite {
  readonly collection: string;
  /** As extended JSON. */
  readonly id: string;
  readonly expected: readonly State[];
  readonly found: State;
}

/** What every document has to look like, as far as the server acknowledged it; an independent account of the truth. */
export class WriteRecord {
  readonly #database: string;
  /** By collection and `_id`: the one state that is certain, or those that an unacknowledged write left possible. */
  readonly #states = new Map<string, Map<string, readonly State[]>>();

  constructor(database: string, collections: readonly string[]) {
    this.#database = database;
    for (const collection of collections) this.#states.set(collection, new Map());
  }

  acknowledge(touches: readonly Touch[]): void {
    for (const { collection, id, after } of touches) this.#states.get(collection)!.set(keyOf(id), [after]);
  }

  /** The write failed, and may or may not have happened. */
  doubt(touches: readonly Touch[]): void {
    for (const { collection, id, after } of touches) {
      const states = this.#states.get(collection)!;
      const before = states.get(keyOf(id)) ?? ['deleted'];
      states.set(keyOf(id), [...before, after]);
    }
  }

  /** Compares a server with the record: every acknowledged write that it lost, every document that it made up. */
  async findLost(uri: string): Promise<LostWrite[]> {
    return withClient(uri, async (client) => {
      const lost: LostWrite[] = [];
      for (const [collection, states] of this.#states) {
        const found = await readStates(client.db(this.#database).collection(collection));
        for (const id of new Set([...states.keys(), ...found.keys()])) {
          const expected = states.get(id) ?? ['deleted'];
          const state = found.get(id) ?? 'deleted';
          if (!expected.includes(state)) lost.push({ collection, id, expected, found: state });
        }
      }
      return lost;
    });
  }
}

/** What the primary has now: majority could be older than a write that has just been acknowledged. */
async function readStates(collection: Collection): Promise<Map<string, State>> {
  const options = { projection: { w: 1 }, promoteValues: false, readConcern: { level: 'local' } } as const;
  const states = new Map<string, State>();
  for await (const { _id, w } of collection.find({}, options)) states.set(keyOf(_id), Number(w));
  return states;
}

function keyOf(id: unknown): string {
  return BSON.EJSON.stringify({ id } as Document, { relaxed: false });
}
