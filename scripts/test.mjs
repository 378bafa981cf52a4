/**
 * `npm test`: sets the checkout up, runs vitest with whatever arguments were given, and ends with a line of counts.
 *
 *   npm test                              everything
 *   npm test -- test/unit/spec            files whose path contains this
 *   npm test -- --project unit -t lane    vitest's own options
 */
import { setUp } from './setup.mjs';

try {
  await setUp();
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const { register } = await import('tsx/esm/api');
register();
const { runTests } = await import('../test/support/runner/run-tests.ts');
process.exit(await runTests(process.argv.slice(2)));
