import { runCommand } from '../apply/actions/run-action.ts';
import { secretsOfMigration } from '../apply/secrets-of-migration.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import type { Plan } from '../plan/plan.ts';
import { policyFinding } from '../plan/rules/policy.ts';
import { savedPlanFormat } from '../plan/saved-plan.ts';
import type { RunContext } from './run-context.ts';

const timeoutMs = 60_000;

/**
 * Asks the programs that `policy` names. Each is given the plan as JSON on its standard input, in the form that
 * `plan --format json` prints, so that one policy serves both; it agrees by ending with 0.
 */
export async function askPolicies(
  migration: OpenMigration,
  plan: Plan,
  { env, signal }: RunContext,
): Promise<readonly Diagnostic[]> {
  const { spec, baseDirectory } = migration.loaded;
  const secrets = secretsOfMigration(migration);
  const facts = { format_version: savedPlanFormat, kind: 'godwit-plan', plans: [plan] };
  const findings = await Promise.all(
    spec.policy.map(async (rule, index) => {
      if (rule.kind !== 'command') return undefined;
      const result = await runCommand(rule.command, { baseDirectory, env, timeoutMs, signal, secrets, facts });
      const hint = 'Change what the program objects to; it was given the plan as JSON on its standard input';
      return result.isSuccess ? undefined : policyFinding(rule, index, { summary: result.words, hint });
    }),
  );
  return findings.filter((one) => one !== undefined);
}
