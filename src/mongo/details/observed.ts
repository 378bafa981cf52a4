import { messageOf } from '../../lib/errors.ts';
import { codeOf, isPermission } from '../failures.ts';

/** What was looked at: its value, or why there is none. Whoever needs it has to say what not knowing means. */
export type Observed<T> =
  | { readonly isKnown: true; readonly value: T }
  | { readonly isKnown: false; readonly because: Unobserved };

/** Why something could not be looked at. */
export interface Unobserved {
  /**
   * `privilege`: the user may not; `unsupported`: this server cannot tell; `absent`: it is not there yet; `unasked`: what
   * is carried out leaves it out.
   */
  readonly kind: 'privilege' | 'unsupported' | 'absent' | 'unasked' | 'failed';
  /** What was asked. */
  readonly asked: string;
  /** The built-in role with which it can be read. */
  readonly role: string;
  readonly detail: string;
}

export function known<T>(value: T): Observed<T> {
  return { isKnown: true, value };
}

export function notThere(asked: string): Observed<never> {
  return { isKnown: false, because: { kind: 'absent', asked, role: '', detail: 'There is nothing to look at yet' } };
}

interface Question {
  readonly asked: string;
  readonly role: string;
}

/** Asks, and takes a refusal for what it is: not a failure of the whole observation, and not an empty answer. */
export async function observed<T>({ asked, role }: Question, ask: () => Promise<T>): Promise<Observed<T>> {
  try {
    return known(await ask());
  } catch (error) {
    return { isKnown: false, because: { kind: kindOf(error), asked, role, detail: messageOf(error).slice(0, 300) } };
  }
}

/** CommandNotFound, CommandNotSupported, NotImplemented, InvalidOptions, and what Atlas refuses on shared tiers (8000). */
const unsupportedCodes: ReadonlySet<number> = new Set([59, 72, 115, 238, 8000, 40324]);

function kindOf(error: unknown): Unobserved['kind'] {
  if (isPermission(error)) return 'privilege';
  return unsupportedCodes.has(codeOf(error)) ? 'unsupported' : 'failed';
}
