import { parseArgs } from 'node:util';

export const usage = `Syncs two replica sets of three members while random writes, changes of the catalogue and faults go on, commits, and
compares every byte with a verifier that shares no code with godwit; in some rounds beside data of others, and in some
back again. Then once more with the next seed, for as long as asked.

  npm run soak -- --hours 8
  npm run soak -- --minutes 5 --seed 42

Options
  --hours N            for how long rounds are begun (default 1); the last one is brought to its end
  --minutes N          the same in minutes
  --round-seconds N    how long writes and faults go on in a direction (default 120)
  --faults PATTERN     only faults whose names match the regular expression: 'rollback|loss of', 'destination'
  --seed N             of the first round (default: from the clock). A seed gives the same writes, changes and faults in
                       the same order, at moments that depend on the machine

A round that fails ends the run, prints its seed, and leaves the logs of the engine.`;

/** What the arguments ask for; throws what is wrong with them. */
export function readOptions(args) {
  const { values } = parse(args);
  const hours = numberOf(values, 'hours');
  const minutes = numberOf(values, 'minutes');
  if (hours !== undefined && minutes !== undefined) throw refusal('Give --hours or --minutes, not both');
  return {
    help: values.help ?? false,
    forMs: (minutes ?? (hours ?? 1) * 60) * 60_000,
    roundMs: (numberOf(values, 'round-seconds') ?? 120) * 1000,
    faults: new RegExp(values.faults ?? ''),
    seed: numberOf(values, 'seed') ?? Math.floor(Date.now() / 1000) % 1_000_000,
  };
}

function numberOf(values, name) {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0) throw refusal(`--${name} takes a number above 0, not ${text}`);
  return Number(text);
}

function parse(args) {
  const text = { type: 'string' };
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean', short: 'h' },
        hours: text,
        minutes: text,
        'round-seconds': text,
        faults: text,
        seed: text,
      },
    });
  } catch (error) {
    throw refusal(error.message);
  }
}

function refusal(message) {
  return new Error(`${message}\n\n${usage}`);
}
