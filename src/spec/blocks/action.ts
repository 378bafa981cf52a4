import type { Action as ActionBlock, CommandLine, Http as HttpBlock } from '../generated/migration.ts';
import { normalizeValue, type ValueReference } from './reference.ts';
import { durationMs } from './units.ts';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An HTTP request with what counts as its success. */
export interface HttpCall {
  readonly url: ValueReference;
  readonly method: HttpMethod;
  readonly headers: Readonly<Record<string, ValueReference>>;
  /** Without it, any status from 200 to 299. */
  readonly expectStatus?: number | undefined;
  readonly timeoutMs: number;
}

/** Something to be done outside of godwit: a program without a shell, or a request. */
export type Action =
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | { readonly kind: 'http'; readonly http: HttpCall };

export function normalizeHttp(block: HttpBlock, method: HttpMethod): HttpCall {
  return {
    url: normalizeValue(block.url),
    method: block.method ?? method,
    headers: Object.fromEntries(
      Object.entries(block.headers ?? {}).map(([name, value]) => [name, normalizeValue(value)]),
    ),
    expectStatus: block.expectStatus,
    timeoutMs: durationMs(block.timeout ?? '10s'),
  };
}

/** The action of a block that holds `run` or `http`. */
export function normalizeAction(block: ActionBlock): Action {
  if (block.http) return { kind: 'http', http: normalizeHttp(block.http, 'POST') };
  return commandAction(block.run ?? []);
}

export function commandAction(command: CommandLine): Action {
  return { kind: 'command', command };
}
