import { parseArgs } from 'node:util';

export const usage = `Syncs one replica set to another while random writes, changes of the catalogue, requests and faults go on, commits,
and compares every byte with a verifier that shares no code with godwit; with most seeds the same on the way back. By its
seed a round syncs everything, everything beside data of others, or what filters, a mapping and document filters make of it.
Then once more with the next seed, for as long as asked.

  npm run soak -- --hours 8
  npm run soak -- --minutes 5 --seed 42

Options
  --hours N            for how long rounds are begun (default 1); the last one is brought to its end
  --minutes N          the same in minutes
  --round-seconds N    how long writes and faults go on in each direction of a round (default 120)
  --members 1|3        of each set (default 3); one alone has no rollbacks
  --source-version V   4.2, 4.4 or 5.0 instead of a server as new as the destination: there is no way back to it
  --faults PATTERN     only faults whose names match the regular expression: 'rollback|loss of', 'destination'
  --seed N             of the first round (default: from the clock). A seed gives the same scope, and the same writes, changes,
                       requests and faults in the same order, at moments that depend on the machine

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
    members: membersOf(values),
    sourceVersion: sourceVersionOf(values),
    faults: patternOf(values),
    seed: numberOf(values, 'seed') ?? Math.floor(Date.now() / 1000) % 1_000_000,
  };
}

function numberOf(values, name) {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0) throw refusal(`--${name} takes a number above 0, not ${text}`);
  return Number(text);
}

function membersOf({ members = '3' }) {
  if (!['1', '3'].includes(members)) throw refusal(`--members takes 1 or 3, not ${members}`);
  return Number(members);
}

function sourceVersionOf({ 'source-version': version }) {
  if (version === undefined || ['4.2', '4.4', '5.0'].includes(version)) return version;
  throw refusal(`--source-version takes 4.2, 4.4 or 5.0, not ${version}`);
}

function patternOf({ faults = '' }) {
  try {
    return new RegExp(faults);
  } catch (error) {
    throw refusal(`--faults takes a regular expression: ${error.message}`);
  }
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
        members: text,
        'source-version': text,
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
