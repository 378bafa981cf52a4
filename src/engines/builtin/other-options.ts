import canonicalize from 'canonicalize';
import { readStartRequest } from '../../sync/request/start-request.ts';
import type { SyncSettings } from '../../sync/sync-settings.ts';
import type { SyncLoad } from '../../sync/throttle/load.ts';
import type { OtherOption } from '../engine.ts';

/** Those that decide which documents arrive. */
const decisive: ReadonlySet<string> = new Set(['filter', 'preExistingDestinationData']);

/** In what a sync that was begun differs from what a start request would ask for now. */
export function otherOptions(
  running: SyncSettings,
  startRequest: Readonly<Record<string, unknown>>,
): readonly OtherOption[] {
  const { settings: asked } = readStartRequest(startRequest);
  const names = Object.keys(asked) as (keyof SyncSettings)[];
  return names
    .map((option) => ({ option, running: text(running[option]), asked: text(asked[option]) }))
    .filter((one) => one.running !== one.asked)
    .map((one) => ({ ...one, changesData: decisive.has(one.option) }));
}

/** Load limits that are to be changed; nothing where they are as asked. */
export function otherLoad(
  running: SyncLoad | undefined,
  startRequest: Readonly<Record<string, unknown>>,
): OtherOption | undefined {
  const one = { option: 'load', running: text(running ?? {}), asked: text(readStartRequest(startRequest).load) };
  return one.running === one.asked ? undefined : { ...one, changesData: false };
}

/** Without what is `undefined` in memory, and absent or null in the database. */
function text(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const plain: unknown = JSON.parse(JSON.stringify(value), (_, part: unknown) => (part === null ? undefined : part));
  return canonicalize(plain) ?? '';
}
