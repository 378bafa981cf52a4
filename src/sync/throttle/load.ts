/** How much load a sync may make: asked for when it begins, kept with it, and changed while it runs. */
import { ReadPreference, type ReadPreferenceMode } from '../../mongo/driver.ts';
import { type Fields, invalid, objectOf } from '../request/fields.ts';
import type { LoadHttp } from './http-watch.ts';
import type { LoadWindow } from './schedule.ts';

export interface SyncLoad {
  /** Bytes of documents that the copy and the comparison read from the source in a second. */
  readonly readBytesPerSecond?: number | undefined;
  /** Bytes of documents and changes that are written to the destination in a second. */
  readonly writeBytesPerSecond?: number | undefined;
  /** Spans that are copied at once; as the load level says when left out. */
  readonly copyParallelism?: number | undefined;
  /** Collections that are copied at once; as many as there are spans for when left out. */
  readonly copyCollections?: number | undefined;
  /** Everything waits while a secondary of the destination is further behind. */
  readonly maxDestinationLagSeconds?: number | undefined;
  /** The copy waits while a secondary of the source is further behind; what changes is followed all the same. */
  readonly maxSourceLagSeconds?: number | undefined;
  /** Which members the copy and the comparison read from; the primary when left out. */
  readonly readFrom?: LoadReadFrom | undefined;
  /** A service that is asked again and again whether the copy may go on. */
  readonly http?: LoadHttp | undefined;
  /** Times with other limits. */
  readonly schedule?: readonly LoadWindow[] | undefined;
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
  'copyCollections',
  'maxDestinationLagSeconds',
  'maxSourceLagSeconds',
] as const;

const others = ['readFrom', 'http', 'schedule'] as const;

/** @throws EngineError GW901 with the field and what is allowed */
export function readLoad(value: unknown): SyncLoad {
  const fields = knownFields(value, 'load', [...amounts, ...others]);
  const load = amountsOf(fields, amounts);
  for (const name of ['copyParallelism', 'copyCollections'] as const) {
    if (!Number.isInteger((load as SyncLoad)[name] ?? 1)) throw invalid(name, 'a whole number');
  }
  const { readFrom, http, schedule } = fields;
  if (isGiven(schedule) && !Array.isArray(schedule)) throw invalid('schedule', 'an array');
  return {
    ...load,
    ...(isGiven(readFrom) ? { readFrom: readFromOf(readFrom) } : {}),
    ...(isGiven(http) ? { http: httpOf(http) } : {}),
    ...(isGiven(schedule) ? { schedule: (schedule as unknown[]).map(windowOf) } : {}),
  };
}

/** What the driver would refuse only when it is to read. */
const leastStalenessSeconds = 90;

function readFromOf(value: unknown): LoadReadFrom {
  const fields = knownFields(value, 'readFrom', ['readPreference', 'tags', 'maxStalenessSeconds']);
  const { readPreference, tags, maxStalenessSeconds } = fields;
  if (isGiven(tags) && !areTexts(tags)) throw invalid('readFrom.tags', 'texts by name');
  const isFresh = !isGiven(maxStalenessSeconds) || Number(maxStalenessSeconds) >= leastStalenessSeconds;
  if (!isFresh) throw invalid('readFrom.maxStalenessSeconds', `${leastStalenessSeconds} or more`);
  const readFrom = {
    readPreference: readPreference as ReadPreferenceMode,
    ...(isGiven(tags) ? { tags: tags as Record<string, string> } : {}),
    ...amountsOf(fields, ['maxStalenessSeconds']),
  };
  readPreferenceOf({ readFrom });
  return readFrom;
}

/** Longer than any service takes, and no more than a timer can be set to. */
const mostTimeoutSeconds = 86_400;

function httpOf(value: unknown): LoadHttp {
  const names = ['url', 'method', 'headers', 'expectStatus', 'timeoutSeconds'];
  const { url, method = 'GET', headers = {}, ...rest } = knownFields(value, 'http', names);
  if (typeof url !== 'string' || !/^https?:/.test(url) || !URL.canParse(url))
    throw invalid('http.url', 'an HTTP address');
  if (typeof method !== 'string') throw invalid('http.method', 'a method of HTTP');
  if (!areTexts(headers)) throw invalid('http.headers', 'texts by name');
  const numbers = amountsOf(rest, ['expectStatus', 'timeoutSeconds']);
  const http = { url, method, headers, timeoutSeconds: 10, ...numbers };
  if (http.timeoutSeconds > mostTimeoutSeconds) throw invalid('http.timeoutSeconds', `at most ${mostTimeoutSeconds}`);
  refuseUnsendable(http);
  return http;
}

/** Told while the copy waits for an answer, it would be too late. */
function refuseUnsendable({ url, method, headers }: LoadHttp): void {
  const { username, password } = new URL(url);
  if (`${username}${password}` !== '') throw invalid('http.url', 'an address without user and password');
  try {
    new Request(url, { method, headers: { ...headers } });
  } catch {
    throw invalid('http', 'a request that can be sent: a method and headers that HTTP allows');
  }
}

/** Whether its expression and its time zone mean something is for `checkSchedule` to say. */
function windowOf(value: unknown): LoadWindow {
  const limits = ['readBytesPerSecond', 'writeBytesPerSecond'];
  const names = ['cron', 'timeZone', 'durationSeconds', 'pauseCopy', ...limits];
  const fields = knownFields(value, 'schedule', names);
  const { cron, timeZone, pauseCopy = false } = fields;
  if (!isText(cron)) throw invalid('schedule.cron', 'a cron expression');
  if (!isText(timeZone)) throw invalid('schedule.timeZone', 'a time zone');
  if (typeof pauseCopy !== 'boolean') throw invalid('schedule.pauseCopy', 'true or false');
  if (!isGiven(fields['durationSeconds'])) throw invalid('schedule.durationSeconds', 'more than 0');
  const { durationSeconds, ...rates } = amountsOf(fields, ['durationSeconds', ...limits]);
  return { cron, timeZone, durationSeconds: durationSeconds!, pauseCopy, ...rates };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const areTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
const isGiven = (value: unknown) => value !== undefined && value !== null;

function knownFields(value: unknown, what: string, names: readonly string[]): Fields {
  const fields = objectOf(value, what);
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(unknown, 'left out: this engine does not know it');
  return fields;
}

/** Numbers above 0, those that are given. */
function amountsOf(fields: Fields, names: readonly string[]): Record<string, number> {
  const given = names.filter((name) => isGiven(fields[name]));
  for (const name of given) {
    if (typeof fields[name] !== 'number' || !(fields[name] > 0)) throw invalid(name, 'more than 0');
  }
  return Object.fromEntries(given.map((name) => [name, fields[name] as number]));
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
