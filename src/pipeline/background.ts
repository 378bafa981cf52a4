import { hostname } from 'node:os';
import { UserError } from '../lib/errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { Step } from '../plan/step.ts';
import type { Migration } from '../spec/migration.ts';

/** What only waits for the engine, which goes on by itself. */
const isWait = ({ kind, transaction }: Step) =>
  transaction === undefined && (kind === 'awaitSynced' || kind === 'awaitVerified');

/**
 * The part of a plan that has to be done before the engine can be left alone.
 * @throws UserError GW770 when that is a cutover, which nobody should be away from
 */
export function backgroundPart(plan: Plan): Plan {
  const end = plan.steps.findIndex(isWait);
  const steps = end < 0 ? plan.steps : plan.steps.slice(0, end);
  const risky = steps.find(({ transaction }) => transaction !== undefined);
  if (risky === undefined) return { ...plan, steps };
  throw new UserError('GW770', {
    summary: `A ${risky.transaction} is not left to the background`,
    hint: 'Wait for it (without --background, or with wait_for = "phase"); for the sync before it, ask for phase synced',
  });
}

/** What goes on, where, and how to see it again. */
export function backgroundNote({ engine }: Migration): string {
  const isHere = engine.type === 'builtin' && engine.options.url === undefined;
  const where = isHere
    ? ` Its process runs on ${hostname()}; where this machine does not last (a CI runner), name a lasting one with engine.builtin.url.`
    : '';
  return `The sync goes on in the background.${where}\nTo follow it: godwit apply --attach. To wait for it: godwit status --wait-for synced --timeout 6h\n`;
}
