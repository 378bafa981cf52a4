/**
 * Events as JSON lines, in the manner of Terraform's machine-readable output: the first line tells the version of the
 * grammar, every line can be shown by its `@message` alone, and unknown types may be skipped.
 */
import type { ApplyEvent } from '../../apply/apply-events.ts';
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
  return line('plan', planSummary(plan), now, { plan: withoutBasis(plan) });
}

export function eventLine(event: ApplyEvent, now: Date): string {
  const { type, ...fields } = event;
  return line(type, eventMessage(event), now, {
    ...fields,
    ...('step' in fields ? { step: stepFields(fields.step) } : {}),
    ...('plan' in fields ? { plan: withoutBasis(fields.plan) } : {}),
  });
}

/** What the hashes are of is for plan files: a line for each collection. */
function withoutBasis({ basis: _, ...plan }: Plan): Omit<Plan, 'basis'> {
  return plan;
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
