import { decodeExact } from '../../mongo/bson/exact.ts';
import { type ClusterTime, clusterTimeOf } from '../../mongo/cluster-time.ts';
import { BSON, type Document, Timestamp } from '../../mongo/driver.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';
import type { StreamPosition } from '../follow/change-stream.ts';
import { durably, FencedOffError, fenced, type Metadata, type MetadataDocument } from './metadata.ts';

const id = 'checkpoint';

interface StoredCheckpoint extends MetadataDocument {
  /** Grows with every run: what an earlier run sent late, of this process or of another, finds nothing to write to. */
  readonly run: number;
  readonly time?: Timestamp;
  readonly token?: Document | null;
  readonly horizon?: Timestamp;
}

/** What a run finds when it begins. */
export interface ClaimedCheckpoint {
  readonly store: CheckpointStore;
  /** Up to where everything is on the destination; `undefined` before the first checkpoint. */
  readonly position: StreamPosition | undefined;
  /** Nothing later than this is on the destination (see `Horizon`); `undefined` where that is not known. */
  readonly horizon: ClusterTime | undefined;
}

/** The one document that holds how far a sync has come, written by one run at a time. */
export class CheckpointStore {
  readonly #metadata: Metadata;
  readonly #owner: { readonly _id: string; readonly fence: number; readonly run: number };

  private constructor(metadata: Metadata, { fence, run }: StoredCheckpoint) {
    this.#metadata = metadata;
    this.#owner = { _id: id, fence, run };
  }

  /** Makes the checkpoint this run's own and reads it, in one step: from then on no earlier run can move it. */
  static async claim(metadata: Metadata, fence: number): Promise<ClaimedCheckpoint> {
    const claimed = await fenced(
      id,
      async () =>
        await metadata
          .collection('engine')
          .findOneAndUpdate(
            { _id: id, fence: { $lte: fence } },
            { $set: { fence }, $inc: { run: 1 } },
            { upsert: true, returnDocument: 'after', ...durably },
          ),
    );
    const stored = claimed as StoredCheckpoint;
    return {
      store: new CheckpointStore(metadata, stored),
      position: positionOf(stored),
      horizon: stored.horizon === undefined ? undefined : clusterTimeOf(stored.horizon),
    };
  }

  /** Of the runs of this sync, which one it is. */
  get run(): number {
    return this.#owner.run;
  }

  /** Durable on a majority when it returns, like everything here. */
  async save({ token, time }: StreamPosition, horizon: ClusterTime): Promise<void> {
    const position = { time: timestampOf(time), token: token === undefined ? null : decodeExact(token) };
    await this.#update({ $set: position, $max: { horizon: timestampOf(horizon) } });
  }

  async raiseHorizon(to: ClusterTime): Promise<void> {
    await this.#update({ $max: { horizon: timestampOf(to) } });
  }

  /** For the end of a run, when nothing more can be applied. */
  async lowerHorizon(to: ClusterTime): Promise<void> {
    await this.#update({ $set: { horizon: timestampOf(to) } });
  }

  async #update(update: Document): Promise<void> {
    const { matchedCount } = await this.#metadata.collection('engine').updateOne(this.#owner, update, durably);
    if (matchedCount === 0) throw new FencedOffError('the checkpoint belongs to a later run');
  }
}

/** Lets the next run follow from this time on, whatever lies before it. */
export async function moveCheckpoint(metadata: Metadata, fence: number, time: ClusterTime): Promise<void> {
  await metadata.set('engine', id, fence, { time: timestampOf(time), token: null });
}

/** Where an earlier engine had come to; `undefined` when there was none. */
export async function readCheckpoint(metadata: Metadata): Promise<StreamPosition | undefined> {
  const stored = await metadata.read<StoredCheckpoint>('engine', id);
  return stored === undefined ? undefined : positionOf(stored);
}

/**
 * To be called before anybody but a run writes documents of the source to the destination: they may be of any age, so
 * the next run takes nothing for certain that happened before it began. Runs that are still alive are fenced off.
 */
export async function forgetHorizon(metadata: Metadata): Promise<void> {
  await metadata.collection('engine').updateOne({ _id: id }, { $unset: { horizon: '' }, $inc: { run: 1 } }, durably);
}

function positionOf({ time, token }: Pick<StoredCheckpoint, 'time' | 'token'>): StreamPosition | undefined {
  if (!(time instanceof Timestamp)) return undefined;
  return { token: token ? Buffer.from(BSON.serialize(token)) : undefined, time: clusterTimeOf(time) };
}
