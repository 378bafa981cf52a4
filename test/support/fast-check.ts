/**
 * Property tests go through here: each run tries the same examples, so that what fails fails again. Others are tried with
 * GODWIT_TEST_SEED, a number.
 */
import fc from 'fast-check';

export const seed = Number(process.env['GODWIT_TEST_SEED'] ?? 441_858);

fc.configureGlobal({ seed });

export { fc };
