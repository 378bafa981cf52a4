import type { SavedPlans } from '../plan/saved-plan.ts';
import type { PlanReportOptions } from '../report/markdown/plan-report.ts';

/** By what the comment of a plan is found again: the files, the environment and the targets that it is about. */
export function planKey({
  files,
  environment,
  targets,
}: Pick<SavedPlans, 'files' | 'environment' | 'targets'>): string {
  return [...files, ...(environment === undefined ? [] : [`-e ${environment}`]), ...targets].join(' ');
}

export function reportOptions(saved: SavedPlans, planFile: string | undefined): PlanReportOptions {
  return { key: planKey(saved), planFile, expiresAt: planFile === undefined ? undefined : saved.expiresAt };
}
