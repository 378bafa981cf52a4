import { parseArgs } from 'node:util';

/** Enough for the figures to mean something, and few enough for a minute. */
const defaultDocuments = 230_000;
const fewestDocuments = 5_000;

export const usage = `A whole migration between two real MongoDB servers on this machine, in about a minute.

  npm run quickstart                          nothing stays behind but a directory with its files
  npm run quickstart -- --keep                the servers stay, to look at; the end says how
  npm run quickstart -- --stop DIRECTORY      end the servers that stayed
  npm run quickstart -- --documents 20000     another amount (default ${defaultDocuments}, at least ${fewestDocuments})

The mongod is the one that GODWIT_MONGOD names, or the one on PATH, or one that is fetched once and kept.`;

/** What the arguments ask for; throws what is wrong with them. */
export function readOptions(args) {
  const { keep = false, help = false, stop, documents = String(defaultDocuments) } = parse(args);
  if (!/^\d+$/.test(documents) || Number(documents) < fewestDocuments) {
    throw new Error(`--documents takes a number from ${fewestDocuments} on, not ${documents}\n\n${usage}`);
  }
  return { keep, help, stop, documents: Number(documents) };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        keep: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        stop: { type: 'string' },
        documents: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error.message}\n\n${usage}`);
  }
}
