import { parseDurationMs } from '../../lib/duration.ts';
import type { ProviderContext } from '../context.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import { UNKNOWN, type Value, type ValueMap } from '../values/value.ts';
import { at, readWish } from './wish.ts';

/** What is wrong with a configuration, whatever there is: the errors of the file too, and no warning, which plans tell. */
export async function validate(config: ValueMap, context: ProviderContext): Promise<readonly AttributeDiagnostic[]> {
  const wish = await readWish(config, context);
  const errors = wish.diagnostics.filter(({ severity }) => severity === 'error');
  return [...errors, ...conductErrors(config)];
}

function conductErrors({ wait_for: waitFor, timeouts }: ValueMap): AttributeDiagnostic[] {
  const isKnownWait = [null, UNKNOWN, 'phase', 'started'].includes(waitFor as never);
  const wrong = Object.entries((timeouts === UNKNOWN ? null : (timeouts as ValueMap | null)) ?? {}).filter(
    ([, value]) => !isDuration(value),
  );
  return [
    ...(isKnownWait ? [] : [{ ...finding, summary: '`wait_for` is `phase` or `started`', path: at('wait_for') }]),
    ...wrong.map(([name]) => ({
      ...finding,
      summary: 'This is no duration',
      hint: 'Write it with its unit, such as `6h` or `90m`',
      path: [...at('timeouts'), { attributeName: name }],
    })),
  ];
}

const isDuration = (value: Value) =>
  value === null || value === UNKNOWN || parseDurationMs(String(value)) !== undefined;

const finding = { severity: 'error', code: 'GW771' } as const;
