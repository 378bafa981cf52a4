import type { StepContext } from './step-executor.ts';

/**
 * Lets whoever verifies look again at what is known to differ: nothing that happens on the source tells that the
 * destination was put right.
 */
export async function lookAgain({ migration, verification }: Pick<StepContext, 'migration' | 'verification'>) {
  await Promise.all([migration.engine.verifyNow?.(), verification?.hurry()]);
}
