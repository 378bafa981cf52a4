import type { VerificationPort } from '../sync/verification-port.ts';
import { CountVerifier } from './count-verifier.ts';
import { Verifier, type VerifierOptions } from './verifier.ts';

/** Makes the verification that runs beside a sync, as far as the sync asks for one. */
export function verificationBeside(options: VerifierOptions): VerificationPort {
  return (sync) => (sync.extent.mode === 'counts' ? new CountVerifier(sync, options) : new Verifier(sync, options));
}
