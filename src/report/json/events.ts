/**
 * Events as JSON lines, in the manner of Terraform's machine-readable output: the first line tells the version of the
 * grammar, every line can be shown by its `@message` alone, and unknown types may be skipped.
 */
import type { ApplyEvent } from '../../apply/apply-events.ts';
import type { LockInfo } from '../../ledger/ledger-store.ts';
import { clusterTimeParts } from '../../mongo/cluster-time.ts';
import type { Plan } from '../../plan/plan.ts';
import { eventMessage } from '../event-message.ts';
import { planSummary } from '../text/plan.ts';

const eventsVersion = '1.0';

export function versionLine(godwitVersion: string, now: Date): string {
  return line('version', `godwit ${godwitVersion}`, now, { godwit: godwitVersion, ui: eventsVersion });
}

/** What is going to be done, or why nothing is. */
export function planLine(plan: Plan, now: Date): string {
  return line('plan', planSummary(plan), now, { plan });
}

/** Another run has the lock, and this one waits for it. */
export function lockLine(lock: LockInfo, now: Date): string {
  const { id, holder, purpose, since } = lock;
  return line('lockAwaited', lockMessage(lock), now, { lock: { id, holder, purpose, since } });
}

export function lockMessage({ holder, purpose, since }: LockInfo): string {
  return `Waiting for the lock: ${holder.user} on ${holder.host} has been running "${purpose}" since ${since}`;
}

export function eventLine(event: ApplyEvent, now: Date): string {
  const { type, ...fields } = event;
  return line(type, eventMessage(event), now, 'step' in fields ? { ...fields, step: stepFields(fields.step) } : fields);
}

/** A step is known from the plan by its id. */
function stepFields({ id, kind, summary }: { id: string; kind: string; summary: string }): Record<string, string> {
  return { id, kind, summary };
}

function line(type: string, message: string, now: Date, fields: Readonly<Record<string, unknown>>): string {
  const head = {
    '@level': levelOf(type),
    '@message': message,
    '@module': 'godwit',
    '@timestamp': now.toISOString(),
    type,
  };
  return `${JSON.stringify({ ...head, ...fields }, clusterTimesAsParts)}\n`;
}

function levelOf(type: string): string {
  return type.endsWith('Failed') ? 'error' : 'info';
}

/** Cluster times are 64 bits wide, which JSON numbers are not. */
function clusterTimesAsParts(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? clusterTimeParts(value) : value;
}
