import type { LedgerGate, PassingEntry } from './ledger-gate.ts';
import type { GodwitProject } from './project.ts';
import type { CliResult } from './running-cli.ts';

/** Where a run dies: at an entry of the journal, before it is written, or after it was and before the run knows. */
export interface DeathPoint {
  readonly moment: 'before' | 'after';
  readonly kind: string;
  readonly step?: string;
}

/** Each step dies with its intent written and nothing done, and with everything done and nothing written. */
export function deathPointsOf(...steps: readonly string[]): readonly DeathPoint[] {
  return steps.flatMap((step): DeathPoint[] => [
    { moment: 'after', kind: 'stepStarted', step },
    { moment: 'before', kind: 'stepSucceeded', step },
  ]);
}

export interface KilledRunOptions {
  /** Told of every entry that the run writes. */
  readonly onEntry?: (entry: PassingEntry) => Promise<void>;
  /** What dies at the same moment. */
  readonly alsoKill?: () => void;
  /** What is run; `apply --auto-approve` when left out. */
  readonly args?: readonly string[];
}

/** `apply`, killed at the point; fails when the run ends without coming there. */
export async function applyAndDie(
  project: GodwitProject,
  gate: LedgerGate,
  point: DeathPoint,
  {
    onEntry = async () => {},
    alsoKill = () => {},
    args = ['apply', '--auto-approve', '--confirm', project.name],
  }: KilledRunOptions = {},
): Promise<CliResult> {
  let isDead = false;
  const running = project.start([...args, '--format', 'json']);
  gate.watch(async (moment, entry) => {
    if (isDead) return 'cut';
    if (moment === 'before') await onEntry(entry);
    if (moment !== point.moment || entry.kind !== point.kind || entry.step !== point.step) return 'pass';
    isDead = true;
    running.process.kill('SIGKILL');
    alsoKill();
    return 'cut';
  });
  const result = await running.result;
  gate.watch(async () => 'pass');
  if (isDead) return result;
  throw new Error(`The run did not come to ${JSON.stringify(point)}:\n${result.stdout}\n${result.stderr}`);
}
