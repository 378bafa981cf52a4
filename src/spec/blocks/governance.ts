import type { ErrorCode } from '../../lib/errors.ts';
import type { Checks as ChecksBlock, Notifications, Policy } from '../generated/migration.ts';
import { type Action, normalizeAction } from './action.ts';
import {
  normalizeSecret,
  optionalSecret,
  optionalValue,
  type SecretReference,
  type ValueReference,
} from './reference.ts';
import { durationMs } from './units.ts';

/** A finding that is accepted. */
export interface Waiver {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly expires?: string | undefined;
}

export interface Checks {
  readonly failOn: 'error' | 'warning';
  readonly waive: readonly Waiver[];
}

/** A rule that plans are held to: one that godwit knows, or a program that reads the plan. */
export type PolicyRule = { readonly name: string; readonly level: 'warn' | 'deny' } & (
  | {
      readonly kind: 'rule';
      readonly rule: NonNullable<Policy[number]['rule']>;
      readonly rehearsal?: { readonly report: string; readonly maxAgeMs: number } | undefined;
    }
  | { readonly kind: 'command'; readonly command: readonly string[] }
);

export type NotificationEvent = Notifications[number]['on'][number];

/** Events and where they go. */
export interface Notification {
  readonly on: readonly NotificationEvent[];
  readonly to: NotificationTarget;
  /** What is said, with places to put facts in; godwit's own words when left out. */
  readonly message?: string | undefined;
}

export type NotificationTarget =
  | Action
  | { readonly kind: 'slack'; readonly webhook: SecretReference }
  | { readonly kind: 'email'; readonly email: Email };

export interface Email {
  readonly host: string;
  readonly port: number;
  readonly security: 'startTls' | 'tls' | 'none';
  readonly username?: ValueReference | undefined;
  readonly password?: SecretReference | undefined;
  readonly from: string;
  readonly to: readonly string[];
}

export function normalizeChecks(block: ChecksBlock | undefined): Checks {
  return {
    failOn: block?.failOn ?? 'error',
    waive: (block?.waive ?? []).map((waiver) => ({ ...waiver, code: waiver.code as ErrorCode })),
  };
}

export function normalizePolicy(block: Policy | undefined): readonly PolicyRule[] {
  return (block ?? []).map(({ rule, run, rehearsal, name, level = 'deny' }) =>
    rule
      ? {
          kind: 'rule',
          rule,
          rehearsal: rehearsal && { report: rehearsal.report, maxAgeMs: durationMs(rehearsal.maxAge ?? '30d') },
          name: name ?? rule,
          level,
        }
      : { kind: 'command', command: run ?? [], name: name ?? (run ?? []).join(' '), level },
  );
}

export function normalizeNotifications(block: Notifications | undefined): readonly Notification[] {
  return (block ?? []).map((entry) => ({
    on: entry.on,
    to: normalizeTarget(entry),
    message: entry.message,
  }));
}

function normalizeTarget(entry: Notifications[number]): NotificationTarget {
  if (entry.slack) return { kind: 'slack', webhook: normalizeSecret(entry.slack.webhook) };
  if (!entry.email) return normalizeAction(entry);
  const { host, port = 587, security = 'startTls', username, password, from, to } = entry.email;
  const login = { username: optionalValue(username), password: optionalSecret(password) };
  return { kind: 'email', email: { host, port, security, ...login, from, to } };
}
