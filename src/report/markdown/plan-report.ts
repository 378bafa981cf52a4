/**
 * Plans for a pull request: what would happen, what cannot be undone, what to type next. A comment may have 65,536
 * characters on GitHub; where all of it does not fit, details go first, and what a reviewer must not miss goes last.
 */
import { hasErrors, isChanged, type Plan } from '../../plan/plan.ts';
import { countDiagnostics } from '../text/diagnostics.ts';
import { code, codeCell, marker, plain } from './markup.ts';
import { type Detail, planSection } from './plan-section.ts';

export const maxCharacters = 65_536;

export interface PlanReportOptions {
  /** The file that the plans were saved to. */
  readonly planFile?: string | undefined;
  /** Tells the comments of several plans of one pull request apart. */
  readonly key: string;
  /** ISO 8601; of a saved plan. */
  readonly expiresAt?: string | undefined;
  readonly limit?: number | undefined;
}

const details: readonly Detail[] = ['all', 'steps', 'short', 'line'];

export function planReport(plans: readonly Plan[], options: PlanReportOptions): string {
  const { limit = maxCharacters } = options;
  for (const detail of details) {
    const text = render(plans, plans.length, detail, options);
    if (text.length <= limit) return text;
  }
  // So many migrations that even a line for each is too much.
  for (let shown = Math.floor(plans.length / 2); shown > 0; shown = Math.floor(shown / 2)) {
    const text = render(plans, shown, 'line', options);
    if (text.length <= limit) return text;
  }
  return render(plans, 0, 'line', options).slice(0, limit);
}

function render(plans: readonly Plan[], shown: number, detail: Detail, options: PlanReportOptions): string {
  const { planFile, key, expiresAt } = options;
  const left = plans.length - shown;
  const parts = [
    marker(`plan ${key}`),
    `## godwit plan: ${verdict(plans)}`,
    ...(plans.length > 1 ? [table(mostUrgentFirst(plans).slice(0, shown))] : []),
    ...(left > 0 ? [`_and ${left} migrations more, for which there is no room here._`] : []),
    ...(detail === 'line' && plans.length > 1 ? [] : plans.map((plan) => planSection(plan, detail, planFile))),
    ...(detail === 'all' ? [] : [`_Shortened to fit into a comment. All of it: ${code(showCommand(planFile))}_`]),
    ...(expiresAt === undefined ? [] : [`<sub>This plan may be applied until ${plain(expiresAt)}.</sub>`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const showCommand = (planFile: string | undefined) =>
  planFile === undefined ? 'godwit plan' : `godwit show ${planFile}`;

/** The most important thing about all of them. */
function verdict(plans: readonly Plan[]): string {
  const blocked = plans.filter(hasErrors).length;
  const changed = plans.filter(({ steps }) => steps.length > 0).length;
  const drifted = plans.filter(({ drift }) => drift.length > 0).length;
  const of = plans.length > 1 ? ` of ${plans.length} migrations` : '';
  const parts = [
    ...(blocked > 0 ? [`:no_entry: ${of === '' ? 'blocked' : `${blocked}${of} blocked`}`] : []),
    ...(changed > blocked || (changed > 0 && blocked === 0)
      ? [`:arrow_forward: ${of === '' ? 'steps to carry out' : `${changed}${of} to carry out`}`]
      : []),
    ...(drifted > 0 ? [`:warning: ${of === '' ? 'drift' : `${drifted}${of} drifted`}`] : []),
  ];
  return parts.length === 0 ? ':white_check_mark: nothing to do' : parts.join(', ');
}

/** What needs attention must not be what is left out. */
function mostUrgentFirst(plans: readonly Plan[]): readonly Plan[] {
  const urgency = (plan: Plan) => (hasErrors(plan) ? 0 : isChanged(plan) ? 1 : 2);
  return plans.toSorted((a, b) => urgency(a) - urgency(b));
}

function table(plans: readonly Plan[]): string {
  const rows = plans.map((plan) => {
    const once = plan.steps.filter(({ symbol }) => symbol === '!').length;
    const cells = [
      codeCell(plan.migration),
      `${plan.state} → ${plan.phase}`,
      hasErrors(plan) ? 'blocked' : String(plan.steps.length),
      once === 0 ? '' : `**${once}**`,
      countDiagnostics(plan.diagnostics),
      plan.drift.length === 0 ? '' : String(plan.drift.length),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = '| migration | state → phase | steps | cannot be undone | checks | drift |';
  return [head, '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}
