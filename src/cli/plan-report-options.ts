import type { SavedPlans } from '../plan/saved-plan.ts';
import type { PlanReportOptions } from '../report/markdown/plan-report.ts';

/** How plans are reported: a comment is found again by the files and the environment that it is about. */
export function reportOptions(saved: SavedPlans, planFile: string | undefined): PlanReportOptions {
  const { files, environment, targets, expiresAt } = saved;
  const key = [...files, ...(environment === undefined ? [] : [`-e ${environment}`]), ...targets].join(' ');
  return { key, planFile, expiresAt: planFile === undefined ? undefined : expiresAt };
}
