import { exitCodes } from '../../lib/errors.ts';
import { block, folded, marker } from './markup.ts';

const shownLines = 200;
const shownCharacters = 50_000;

const endings: Readonly<Record<number, string>> = {
  [exitCodes.ok]: ':white_check_mark: done',
  [exitCodes.checksBlock]: ':no_entry: checks block it, nothing was done',
  [exitCodes.planStale]: ':no_entry: the plan is stale, nothing was done',
  [exitCodes.locked]: ':lock: another run holds the lock',
  [exitCodes.verificationMismatch]: ':x: source and destination differ',
  [exitCodes.gateNotMet]: ':leftwards_arrow_with_hook: taken back, the source accepts writes',
  [exitCodes.interrupted]: ':pause_button: interrupted, the same job goes on',
};

/** How an apply ended, for the pull request that it came from. */
export function applyReport(
  { exitCode, stdout, stderr }: { readonly exitCode: number; readonly stdout: string; readonly stderr: string },
  key: string,
): string {
  const ending = endings[exitCode] ?? ':x: failed';
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-shownLines).join('\n').slice(-shownCharacters);
  const output = folded('What it said', block(said.split('\n')));
  const next =
    exitCode === exitCodes.planStale ? ['Open a pull request that plans anew, or run the plan job again.'] : [];
  return `${[marker(`apply ${key}`), `## godwit apply: ${ending}`, ...next, output].join('\n\n')}\n`;
}
