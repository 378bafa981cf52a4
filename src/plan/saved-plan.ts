/**
 * A plan as it is kept in a file: what was reviewed, and everything that tells later whether it still holds. No secret is
 * in it; schemas/plan.schema.json is its contract.
 */
import { hashOf } from './observed-hash.ts';
import type { Plan } from './plan.ts';

export const savedPlanFormat = '1.0';

export interface SavedPlans {
  readonly format_version: typeof savedPlanFormat;
  readonly kind: 'godwit-plan';
  readonly godwitVersion: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** From then on it is not applied any more. */
  readonly expiresAt: string;
  /** The files and directories that were planned, as they were given. */
  readonly files: readonly string[];
  readonly environment?: string | undefined;
  readonly targets: readonly string[];
  /** The commit from which on removed files count. */
  readonly since?: string | undefined;
  readonly plans: readonly Plan[];
  /** SHA-256 of everything else. */
  readonly digest: string;
}

/** What a plan's id stands for: change any of it, and it is another plan. Words are not part of it, since they tell sizes. */
export function planId(plan: Omit<Plan, 'id'>): string {
  const { migration, environment, godwitVersion, engine, state, phase, specHash, observedHash } = plan;
  const steps = plan.steps.map(({ id, kind, symbol, transaction, inputs }) => ({
    id,
    kind,
    symbol,
    transaction,
    inputs,
  }));
  const body = { migration, environment, godwitVersion, engine, state, phase, specHash, observedHash, steps };
  return hashOf(body).slice(0, 12);
}

/** Plans as they go into a file. */
export function savedPlans(parts: Omit<SavedPlans, 'format_version' | 'kind' | 'digest'>): SavedPlans {
  const body = { format_version: savedPlanFormat, kind: 'godwit-plan', ...parts } as const;
  return { ...body, digest: digestOf(body) };
}

/** Whether plans from a file are what they were when they were saved: nobody changed a step, a word or a date. */
export function isGenuine({ digest, ...body }: SavedPlans): boolean {
  return digest === digestOf(body);
}

/** Of what it is as JSON, where `undefined` is not. */
function digestOf(body: Omit<SavedPlans, 'digest'>): string {
  return hashOf(JSON.parse(JSON.stringify(body)));
}
