import type { ErrorCode } from '../../lib/errors.ts';
import type { Checks as ChecksBlock, Notifications, Policy } from '../generated/migration.ts';
import { type Action, normalizeAction } from './action.ts';
import { normalizeSecret, type SecretReference } from './reference.ts';

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
  | { readonly kind: 'rule'; readonly rule: NonNullable<Policy[number]['rule']> }
  | { readonly kind: 'command'; readonly command: readonly string[] }
);

export type NotificationEvent = Notifications[number]['on'][number];

/** Events and where they go. */
export interface Notification {
  readonly on: readonly NotificationEvent[];
  readonly to: Action | { readonly kind: 'slack'; readonly webhook: SecretReference };
}

export function normalizeChecks(block: ChecksBlock | undefined): Checks {
  return {
    failOn: block?.failOn ?? 'error',
    waive: (block?.waive ?? []).map((waiver) => ({ ...waiver, code: waiver.code as ErrorCode })),
  };
}

export function normalizePolicy(block: Policy | undefined): readonly PolicyRule[] {
  return (block ?? []).map(({ rule, run, name, level = 'deny' }) =>
    rule
      ? { kind: 'rule', rule, name: name ?? rule, level }
      : { kind: 'command', command: run ?? [], name: name ?? (run ?? []).join(' '), level },
  );
}

export function normalizeNotifications(block: Notifications | undefined): readonly Notification[] {
  return (block ?? []).map((entry) => ({
    on: entry.on,
    to: entry.slack ? { kind: 'slack', webhook: normalizeSecret(entry.slack.webhook) } : normalizeAction(entry),
  }));
}
