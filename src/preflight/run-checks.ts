import type { Diagnostic } from '../lib/diagnostic.ts';
import type { Check, CheckContext } from './check.ts';
import { sourceVersion } from './checks/gw101-source-version.ts';
import { standalone } from './checks/gw102-standalone.ts';
import { sameCluster } from './checks/gw103-same-cluster.ts';
import { sourceBlocked } from './checks/gw104-source-blocked.ts';
import { destinationVersion } from './checks/gw201-destination-version.ts';
import { destinationData } from './checks/gw202-destination-data.ts';

/** Every check, by code. */
const allChecks: readonly Check[] = [
  sourceVersion,
  standalone,
  sameCluster,
  sourceBlocked,
  destinationVersion,
  destinationData,
];

/** Runs the checks that concern the declared engine; a waived finding becomes a note that says by whom and why. */
export function runChecks(context: CheckContext): readonly Diagnostic[] {
  const { engine } = context.spec;
  const concerned = allChecks.filter(({ engines }) => engines === 'all' || engines.includes(engine.type));
  return concerned.flatMap((check) => check.run(context).map((finding) => diagnosticOf(check, finding, context)));
}

function diagnosticOf(check: Check, finding: ReturnType<Check['run']>[number], { spec }: CheckContext): Diagnostic {
  const { code, severity } = check;
  const { summary, detail, fix, pointer } = finding;
  const waiver = spec.checks.waive.find((one) => one.code === code);
  if (waiver === undefined) return { severity, code, summary, detail, hint: fix, pointer };
  return { severity: 'info', code, summary, detail: `Waived: ${waiver.reason}`, pointer };
}
