/**
 * Events as JSON lines, in the manner of Terraform's machine-readable output: the first line tells the version of the
 * grammar, every line can be shown by its `@message` alone, and unknown types may be skipped.
 * schemas/events.schema.json is the contract; a minor version adds, a major one breaks.
 */
import type { ApplyEvent } from '../../apply/apply-events.ts';
import type { EngineObservation } from '../../engines/engine.ts';
import type { LockInfo } from '../../ledger/ledger-store.ts';
import { clusterTimeParts } from '../../mongo/cluster-time.ts';
import type { DeliveryResult } from '../../notify/notifier.ts';
import type { Plan } from '../../plan/plan.ts';
import { deliveryMessage, eventMessage } from '../event-message.ts';
import { type RunSummary, summaryLine } from '../run-summary.ts';
import type { MigrationStatus } from '../status.ts';
import { planSummary } from '../text/plan.ts';
import { statusLine } from '../text/status.ts';

const eventsVersion = '1.2';

export function versionEvent(godwitVersion: string, now: Date): string {
  return line('version', `godwit ${godwitVersion}`, now, { godwit: godwitVersion, ui: eventsVersion });
}

/** What is going to be done, or why nothing is. */
export function planEvent(plan: Plan, now: Date): string {
  return line('plan', planSummary(plan), now, { migration: plan.migration, plan: withoutBasis(plan) });
}

/** Another run has the lock, and this one waits for it. */
export function lockEvent(lock: LockInfo, migration: string, now: Date): string {
  const { id, holder, purpose, since } = lock;
  return line('lockAwaited', lockMessage(lock), now, { migration, lock: { id, holder, purpose, since } });
}

export function lockMessage({ holder, purpose, since }: LockInfo): string {
  return `Waiting for the lock: ${holder.user} on ${holder.host} has been running "${purpose}" since ${since}`;
}

export function applyEvent(event: ApplyEvent, migration: string, now: Date): string {
  const { type, ...fields } = event;
  return line(type, eventMessage(event), now, {
    migration,
    ...fields,
    ...('step' in fields ? { step: stepFields(fields.step) } : {}),
    ...('plan' in fields ? { plan: withoutBasis(fields.plan) } : {}),
    ...('engine' in fields ? { engine: withoutCollections(fields.engine) } : {}),
  });
}

export function statusEvent(status: MigrationStatus, now: Date): string {
  return line('status', `${status.migration}: ${statusLine(status).trimEnd()}`, now, { ...status });
}

export function notificationEvent(result: DeliveryResult, migration: string, now: Date): string {
  return line('notification', deliveryMessage(result), now, { migration, ...result });
}

export function summaryEvent(summary: RunSummary, now: Date): string {
  return line('summary', summaryLine(summary), now, { ...summary });
}

/** What the hashes are of is for plan files: a line for each collection. */
function withoutBasis({ basis: _, ...plan }: Plan): Omit<Plan, 'basis'> {
  return plan;
}

/** Several lines a second would each hold some tens of them; the status has them. */
function withoutCollections({ progress, ...engine }: EngineObservation): EngineObservation {
  return { ...engine, progress: progress && { ...progress, collections: undefined } };
}

/** A step is known from the plan by its id. */
function stepFields({ id, kind, summary }: { id: string; kind: string; summary: string }): Record<string, string> {
  return { id, kind, summary };
}

/** One event: what every line has, and what this one has beside it. */
export function line(type: string, message: string, now: Date, fields: Readonly<Record<string, unknown>>): string {
  const head = {
    '@level': type === 'error' || type.endsWith('Failed') ? 'error' : 'info',
    '@message': message,
    '@module': 'godwit',
    '@timestamp': now.toISOString(),
    type,
  };
  return `${JSON.stringify({ ...head, ...fields }, clusterTimesAsParts)}\n`;
}

/** Cluster times are 64 bits wide, which JSON numbers are not. */
export function clusterTimesAsParts(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? clusterTimeParts(value) : value;
}
