import type { Diagnostic } from '../../lib/diagnostic.ts';
import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes, formatCount } from '../../lib/size.ts';
import { hasErrors, type Plan } from '../../plan/plan.ts';
import type { Step } from '../../plan/step.ts';
import { oplogReach, planSummary } from '../text/plan.ts';
import { block, code, codeCell, folded, plain } from './markup.ts';

/** How much of a plan is told: all; steps without their details; what a reviewer must see; a line. */
export type Detail = 'all' | 'steps' | 'short' | 'line';

/** GitHub colours the lines of a diff by their first character. */
const diffMark: Readonly<Record<Step['symbol'], string>> = { '+': '+', '~': '!', '-': '-', '>': ' ', '!': '-' };

const shownShort = 5;

/** One migration of the report. */
export function planSection(plan: Plan, detail: Detail, planFile: string | undefined): string {
  const environment = plan.environment === undefined ? '' : ` (environment ${code(plan.environment)})`;
  const isShort = detail === 'short' || detail === 'line';
  const parts = [
    `### ${code(plan.migration)}${environment}: ${plan.state} → ${plan.phase}`,
    `**${plain(planSummary(plan))}**`,
    `${code(plan.sourceAddress)} → ${code(plan.destinationAddress)}, engine ${code(plan.engine)}`,
    ...(isShort ? [] : [scope(plan)]),
    ...checks(plan.diagnostics, isShort),
    ...driftPart(plan, isShort),
    ...irreversible(plan),
    ...(hasErrors(plan) || isShort || plan.steps.length === 0 ? [] : [steps(plan, detail === 'all')]),
    ...(isShort || plan.wayBack.length === 0 ? [] : [`**Way back**\n${list(plan.wayBack)}`]),
    ...next(plan, planFile),
  ];
  return parts.join('\n\n');
}

function scope({ size, forecast, largest }: Plan): string {
  const { copySeconds, basis, commitSeconds } = forecast;
  const sizes = `${formatCount(size.documents)} documents, ${formatBytes(size.bytes)} in ${formatCount(size.collections)} collections`;
  const copy =
    copySeconds === undefined
      ? ''
      : `. Copy about ${formatDurationMs(copySeconds * 1000)} (${plain(basis ?? 'no basis')})`;
  const reach = oplogReach(forecast);
  const oplog = reach === undefined ? '' : `; the oplog ${reach}`;
  const commit =
    commitSeconds === undefined ? '' : `; the commit took ${formatDurationMs(commitSeconds * 1000)} in the rehearsal`;
  const rows = largest.map(
    ({ namespace, documents, bytes }) =>
      `| ${codeCell(namespace)} | ${formatBytes(bytes)} | ${formatCount(documents)} |`,
  );
  const table = ['| collection | size | documents |', '| --- | ---: | ---: |', ...rows].join('\n');
  return [
    `In scope: ${sizes}${copy}${oplog}${commit}`,
    ...(rows.length === 0 ? [] : [folded('Largest collections', table)]),
  ].join('\n\n');
}

/** Errors are open, the rest folds away. */
function checks(diagnostics: readonly Diagnostic[], isShort: boolean): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const others = diagnostics.filter(({ severity }) => severity !== 'error');
  const openList = errors.slice(0, isShort ? shownShort : undefined).map((one) => finding(one, isShort));
  const left = errors.length - openList.length;
  return [
    ...(errors.length === 0
      ? []
      : [`**Errors, to be fixed first**\n${list([...openList, ...(left > 0 ? [`and ${left} more`] : [])], false)}`]),
    ...(others.length === 0 || isShort
      ? []
      : [
          folded(
            `Checks: ${others.length} to know of`,
            list(
              others.map((one) => finding(one, false)),
              false,
            ),
          ),
        ]),
  ];
}

function finding({ severity, code: id, summary, detail, hint, range }: Diagnostic, isShort: boolean): string {
  const place = range === undefined ? '' : ` (${code(`${range.file}:${range.line}`)})`;
  const more = isShort ? [] : [detail, hint].filter((one) => one !== undefined).map(plain);
  return [`${severity} ${code(id)}: ${plain(summary)}${place}`, ...more.map((one) => `  <br>${one}`)].join('\n');
}

function driftPart({ drift }: Plan, isShort: boolean): readonly string[] {
  if (drift.length === 0) return [];
  const shown = drift
    .slice(0, isShort ? shownShort : undefined)
    .map(({ what, expected, found, remedy }) =>
      isShort
        ? `${plain(what)}: ${plain(found)}`
        : `${plain(what)}: ${plain(found)}; expected ${plain(expected)}. Apply ${plain(remedy)}`,
    );
  return [`:warning: **Drift: what is not as godwit left it**\n${list(shown, false)}`];
}

/** Never folded and never left out. */
function irreversible({ steps: all }: Plan): readonly string[] {
  const once = all.filter(({ symbol }) => symbol === '!');
  if (once.length === 0) return [];
  return [`> [!CAUTION]\n> **Cannot be undone**\n${once.map(({ summary }) => `> - ${plain(summary)}`).join('\n')}`];
}

function steps(plan: Plan, hasDetails: boolean): string {
  const lines = plan.steps.flatMap(({ symbol, summary, details, inverse }) => [
    `${diffMark[symbol]} ${symbol === '>' || symbol === diffMark[symbol] ? '' : `${symbol} `}${summary}`,
    ...(hasDetails ? details.map((detail) => `      ${detail}`) : []),
    ...(hasDetails && inverse !== undefined ? [`      if undone: ${inverse}`] : []),
  ]);
  return folded(`${plan.steps.length} steps`, block(lines, 'diff'), true);
}

function next(plan: Plan, planFile: string | undefined): readonly string[] {
  const canApply = plan.steps.length > 0 && !hasErrors(plan);
  const commands = canApply && planFile !== undefined ? [`godwit apply ${planFile}`] : plan.nextSteps;
  return commands.length === 0 ? [] : [`**Next**\n${block(commands, 'sh')}`];
}

const list = (items: readonly string[], isPlain = true) =>
  items.map((item) => `- ${isPlain ? plain(item) : item}`).join('\n');
