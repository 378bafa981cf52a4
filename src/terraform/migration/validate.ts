import { parseDurationMs } from '../../lib/duration.ts';
import type { ProviderContext } from '../context.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import { UNKNOWN, type Value, type ValueMap } from '../values/value.ts';
import type { ValuePath } from '../values/value-path.ts';
import { at, readWish } from './wish.ts';

/** What is wrong with a configuration, whatever there is: the errors of the file too, and no warning, which plans tell. */
export async function validate(config: ValueMap, context: ProviderContext): Promise<readonly AttributeDiagnostic[]> {
  const wish = await readWish(config, context);
  const errors = wish.diagnostics.filter(({ severity }) => severity === 'error');
  return [...errors, ...conductErrors(config)];
}

function conductErrors({ wait_for: waitFor, timeouts }: ValueMap): AttributeDiagnostic[] {
  const isKnownWait = [null, UNKNOWN, 'phase', 'started'].includes(waitFor as never);
  const given = Object.entries((timeouts === UNKNOWN ? null : (timeouts as ValueMap | null)) ?? {});
  return [
    ...(isKnownWait ? [] : [{ ...finding, summary: '`wait_for` is `phase` or `started`', path: at('wait_for') }]),
    ...given.flatMap(([name, value]) => durationErrors(value, [...at('timeouts'), { attributeName: name }])),
  ];
}

/** What is wrong with how long something may take. */
export function durationErrors(value: Value, path: ValuePath): AttributeDiagnostic[] {
  if (value === null || value === UNKNOWN || parseDurationMs(String(value)) !== undefined) return [];
  return [{ ...finding, summary: 'This is no duration', hint: 'Write it with its unit, such as `6h` or `90m`', path }];
}

const finding = { severity: 'error', code: 'GW771' } as const;
