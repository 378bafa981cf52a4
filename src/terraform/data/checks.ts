/** `godwit_checks`: what the checks find about a migration, for modules that go on only if all is well. */
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { observeForChecks } from '../../observe/observe-for-checks.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { programCommand } from '../../pipeline/program-command.ts';
import { failOn, runChecks } from '../../preflight/run-checks.ts';
import { readablePath } from '../../spec/pointer.ts';
import type { ProviderContext } from '../context.ts';
import type { DataAnswer, DataWork } from '../data-source.ts';
import { readWish } from '../migration/wish.ts';
import type { ValueMap } from '../values/value.ts';

export const checksData: DataWork = {
  validate: async (config, context) => (await readWish(config, context)).diagnostics,
  read,
};

async function read(config: ValueMap, context: ProviderContext): Promise<DataAnswer> {
  const { loaded, env, diagnostics } = await readWish(config, context);
  if (loaded === undefined) return { state: null, diagnostics };
  const { signal, now } = context;
  const options = { env, signal, lockTimeoutMs: 0, command: programCommand() };
  const { observation, state } = await interruptible(
    signal,
    async () => await observeForChecks(loaded, options, now()),
  );
  const { spec } = loaded;
  const findings = failOn(spec.checks.failOn, runChecks({ spec, observation, state }));
  const count = (severity: Diagnostic['severity']) => findings.filter((one) => one.severity === severity).length;
  const errors = count('error');
  const found = { passed: errors === 0, errors, warnings: count('warning'), findings: findings.map(findingValue) };
  return { state: { ...config, ...found }, diagnostics };
}

const findingValue = ({ code, severity, summary, detail, hint, pointer, objects }: Diagnostic): ValueMap => ({
  code,
  severity,
  summary,
  detail: detail ?? null,
  hint: hint ?? null,
  property: pointer === undefined ? null : readablePath(pointer),
  objects: objects?.first ?? null,
  objects_total: objects?.total ?? null,
});
