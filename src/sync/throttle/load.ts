/** How much load a sync may make: asked for when it begins, kept with it, and changed while it runs. */
import { EngineError } from '../../lib/errors.ts';
import { ReadPreference, type ReadPreferenceMode } from '../../mongo/driver.ts';

export interface SyncLoad {
  /** Bytes of documents that the copy and the comparison read from the source in a second. */
  readonly readBytesPerSecond?: number | undefined;
  /** Bytes of documents and changes that are written to the destination in a second. */
  readonly writeBytesPerSecond?: number | undefined;
  /** Spans that are copied at once; as the load level says when left out. */
  readonly copyParallelism?: number | undefined;
  /** Everything waits while a secondary of the destination is further behind. */
  readonly maxDestinationLagSeconds?: number | undefined;
  /** The copy waits while a secondary of the source is further behind; what changes is followed all the same. */
  readonly maxSourceLagSeconds?: number | undefined;
  /** Which members the copy and the comparison read from; the primary when left out. */
  readonly readFrom?: LoadReadFrom | undefined;
}

interface LoadReadFrom {
  readonly readPreference: ReadPreferenceMode;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly maxStalenessSeconds?: number | undefined;
}

const amounts = [
  'readBytesPerSecond',
  'writeBytesPerSecond',
  'copyParallelism',
  'maxDestinationLagSeconds',
  'maxSourceLagSeconds',
] as const;

/** @throws EngineError GW901 with the field and what is allowed */
export function readLoad(value: unknown): SyncLoad {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('load', 'a JSON object');
  const fields = value as Record<string, unknown>;
  const unknown = Object.keys(fields).find((name) => name !== 'readFrom' && !amounts.some((one) => one === name));
  if (unknown !== undefined) throw invalid(unknown, 'left out: this engine does not know it');
  const given = amounts.filter((name) => fields[name] !== undefined && fields[name] !== null);
  for (const name of given) {
    const isCount = name !== 'copyParallelism' || Number.isInteger(fields[name]);
    if (typeof fields[name] !== 'number' || !(fields[name] > 0) || !isCount) throw invalid(name, 'more than 0');
  }
  const load = Object.fromEntries(given.map((name) => [name, fields[name]]));
  const { readFrom } = fields;
  if (readFrom === undefined || readFrom === null) return load;
  readPreferenceOf({ readFrom: readFrom as LoadReadFrom });
  return { ...load, readFrom: readFrom as LoadReadFrom };
}

/** @throws EngineError GW901 where the driver does not take it */
export function readPreferenceOf({ readFrom }: SyncLoad): ReadPreference {
  if (readFrom === undefined) return ReadPreference.primary;
  const { readPreference, tags = {}, maxStalenessSeconds } = readFrom;
  const hasTags = Object.keys(tags).length > 0;
  try {
    const options = maxStalenessSeconds === undefined ? {} : { maxStalenessSeconds };
    return new ReadPreference(readPreference, hasTags ? [{ ...tags }] : undefined, options);
  } catch {
    throw invalid('readFrom', 'a read preference, with tags and a staleness only beside secondaries');
  }
}

function invalid(field: string, expected: string): EngineError {
  return new EngineError('GW901', {
    summary: `The request has an invalid value for ${field}`,
    detail: `It has to be ${expected}`,
    context: { field },
  });
}
