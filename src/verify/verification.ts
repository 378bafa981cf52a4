import type { VerificationPort } from '../sync/verification-port.ts';
import { Verifier, type VerifierOptions } from './verifier.ts';

/** Makes the verification that runs beside a sync of the built-in engine. */
export function verificationBeside(options: VerifierOptions): VerificationPort {
  return (sync) => new Verifier(sync, options);
}
