/** A plan for people: what is, what will be done, what can be taken back, what to type next. */
import { formatDurationMs } from '../../lib/duration.ts';
import { formatBytes, formatCount } from '../../lib/size.ts';
import { hasErrors, type Plan } from '../../plan/plan.ts';
import type { Step } from '../../plan/step.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { Paint } from './paint.ts';

const styles = { '+': 'green', '~': 'yellow', '-': 'red', '>': 'cyan', '!': 'magenta' } as const;

const meanings: Readonly<Record<Step['symbol'], string>> = {
  '+': 'start or create',
  '~': 'change',
  '-': 'stop or remove',
  '>': 'wait or check',
  '!': 'cannot be undone',
};

export function renderPlan(plan: Plan, paint: Paint): string {
  const sections = [
    renderHeading(plan, paint),
    renderSizes(plan, paint),
    renderForecast(plan),
    renderDrift(plan, paint),
    renderList('Connected to the source', plan.sourceClients ?? [], paint),
    renderList('Cutover windows', plan.windows.map(windowLine), paint),
    renderDiagnostics(plan.diagnostics, paint).trimEnd(),
    renderSteps(plan, paint),
    renderList('Way back', plan.wayBack, paint),
    renderList('Next', plan.nextSteps, paint),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** One line that says how much there is to do. */
export function planSummary(plan: Plan): string {
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return `Blocked: ${errors} error${errors === 1 ? '' : 's'} to be fixed first.`;
  if (plan.steps.length === 0) return `Nothing to do: the migration is ${plan.state}, which is what the file asks for.`;
  const once = plan.steps.filter(({ symbol }) => symbol === '!').length;
  const steps = `${plan.steps.length} step${plan.steps.length === 1 ? '' : 's'}`;
  const ofThem = plan.steps.length === 1 ? ', which cannot be undone' : `, ${once} of them cannot be undone`;
  return `Plan ${plan.id}: ${steps} from ${plan.state} to ${plan.phase}${once > 0 ? ofThem : ''}.`;
}

function renderHeading(plan: Plan, paint: Paint): string {
  const environment = plan.environment === undefined ? '' : ` (environment ${plan.environment})`;
  const rows = [
    ['source', plan.sourceAddress],
    ['destination', plan.destinationAddress],
    ['engine', plan.engine],
    ['state', `${plan.state} -> phase ${plan.phase}`],
    ['ledger', plan.ledger],
  ] as const;
  const lines = rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`);
  return [paint('bold', `Migration ${plan.migration}${environment}`), ...lines].join('\n');
}

function renderSizes({ size, largest }: Plan, paint: Paint): string {
  const views = size.views === 0 ? '' : `, ${formatCount(size.views)} views`;
  const total = `${formatCount(size.documents)} documents, ${formatBytes(size.bytes)}, in ${formatCount(size.collections)} collections of ${formatCount(size.databases)} databases${views}, ${formatCount(size.indexes)} indexes`;
  const width = Math.max(0, ...largest.map(({ namespace }) => namespace.length));
  const lines = largest.map(
    ({ namespace, documents, bytes }) =>
      `  ${namespace.padEnd(width)}  ${formatBytes(bytes).padStart(8)}  ${formatCount(documents)} documents`,
  );
  return [`${paint('bold', 'In scope')}: ${total}`, ...lines].join('\n');
}

function renderForecast({ forecast }: Plan): string {
  const { copySeconds, basis, commitSeconds } = forecast;
  const copy =
    copySeconds === undefined ? [] : [`copy about ${formatDurationMs(copySeconds * 1000)} (${basis ?? 'no basis'})`];
  const reach = oplogReach(forecast);
  const oplog = reach === undefined ? [] : [`the source's oplog ${reach}`];
  const commit =
    commitSeconds === undefined ? [] : [`the commit took ${formatDurationMs(commitSeconds * 1000)} in the rehearsal`];
  const parts = [...copy, ...oplog, ...commit];
  return parts.length === 0 ? '' : `Forecast: ${parts.join('; ')}`;
}

/** A peak that is hardly above the rest is nothing to think of. */
const notablyLess = 0.8;

/** How far the source's oplog reaches back, in words; `undefined` where that is not known. */
export function oplogReach({
  oplogWindowSeconds: now,
  oplogWindowAtPeakSeconds: atPeak,
  spooledSeconds,
}: Plan['forecast']): string | undefined {
  if (now === undefined) return undefined;
  const spooled =
    spooledSeconds === undefined ? '' : `; the spool takes up ${formatDurationMs(spooledSeconds * 1000)} more`;
  const reach = `reaches back ${formatDurationMs(now * 1000)}`;
  if (atPeak === undefined || atPeak >= now * notablyLess) return `${reach}${spooled}`;
  return `${reach}, and ${formatDurationMs(atPeak * 1000)} while writes are at their most${spooled}`;
}

function windowLine({ opens, closes, isReady }: Plan['windows'][number]): string {
  const readiness = isReady === undefined ? '' : isReady ? '; the sync should be ready' : '; the sync may not be ready';
  return `${opens} to ${closes}${readiness}`;
}

/** Apart from the steps: what the file asks for did not make it so. */
function renderDrift({ drift }: Plan, paint: Paint): string {
  if (drift.length === 0) return '';
  const lines = drift.flatMap(({ what, expected, found, remedy }) => [
    `  ${paint('yellow', '≠')} ${what}: ${found}`,
    `      ${paint('dim', `expected ${expected}; apply ${remedy}`)}`,
  ]);
  return [paint('bold', 'Drift: what is not as godwit left it'), ...lines].join('\n');
}

/** What a plan does, what it found changed, and what can be taken back: for those who show the rest in their own way. */
export function planText(plan: Plan): string {
  const plain: Paint = (_, text) => text;
  const steps = plan.steps.flatMap((one) => renderStep(one, plain)).join('\n');
  return [steps, renderDrift(plan, plain), renderList('Way back', plan.wayBack, plain)]
    .filter((section) => section !== '')
    .join('\n\n');
}

/** The steps with a legend of their symbols. */
export function renderSteps(plan: Plan, paint: Paint): string {
  if (hasErrors(plan))
    return paint('red', paint('bold', 'Blocked: nothing can be applied before the errors above are fixed.'));
  if (plan.steps.length === 0) return paint('green', planSummary(plan));
  const lines = plan.steps.flatMap((one) => renderStep(one, paint));
  const used = (Object.keys(meanings) as Step['symbol'][]).filter((symbol) =>
    plan.steps.some((one) => one.symbol === symbol),
  );
  const legend = used.map((symbol) => `${paint(styles[symbol], symbol)} ${meanings[symbol]}`).join('   ');
  return [paint('bold', planSummary(plan)), '', ...lines, '', `  ${legend}`].join('\n');
}

function renderStep({ symbol, summary, details, inverse }: Step, paint: Paint): string[] {
  const undo = inverse === undefined ? [] : [`      ${paint('dim', `if undone: ${inverse}`)}`];
  return [
    `  ${paint(styles[symbol], symbol)} ${summary}`,
    ...details.map((detail) => `      ${paint('dim', detail)}`),
    ...undo,
  ];
}

function renderList(title: string, lines: readonly string[], paint: Paint): string {
  if (lines.length === 0) return '';
  return [paint('bold', title), ...lines.map((line) => `  ${line}`)].join('\n');
}
