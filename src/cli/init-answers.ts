import { UserError } from '../lib/errors.ts';
import type { Answers } from '../preflight/proposal.ts';
import { usageErrorCode } from './usage-error.ts';

export interface InitFlags {
  readonly source?: string;
  readonly name?: string;
  readonly sourceEnv?: string;
  readonly destinationEnv?: string;
  readonly atlasProject?: string;
  readonly atlasCluster?: string;
  readonly provider?: 'AWS' | 'AZURE' | 'GCP';
  readonly region?: string;
  readonly database?: readonly string[];
}

export interface InitAnswers extends Answers {
  /** The connection string; goes nowhere but to the driver. */
  readonly source: string;
}

const namePattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const variablePattern = /^[A-Za-z_]\w*$/;
const projectPattern = /^[0-9a-f]{24}$/;

/** What the flags say, and what is asked for where they do not and somebody can answer. */
export async function initAnswers(flags: InitFlags, canAsk: boolean): Promise<InitAnswers> {
  const ask = canAsk ? await asker() : undefined;
  const source = flags.source ?? (await ask?.secret('Connection string of the source'));
  if (source === undefined || source === '') throw missing('--source', 'the connection string of the source');
  const given = flags.name ?? (await ask?.text('Name of the migration', 'migration', checkedBy(namePattern)));
  const name = valid('--name', given ?? 'migration', namePattern, 'lower-case letters, digits and hyphens');
  const databases = flags.database ?? [];
  const destination = await destinationOf(flags, name, ask);
  const variable = flags.sourceEnv ?? 'SOURCE_URI';
  const sourceVariable = valid('--source-env', variable, variablePattern, 'the name of an environment variable');
  return { source, name, sourceVariable, databases, destination };
}

async function destinationOf(flags: InitFlags, name: string, ask: Asker | undefined): Promise<Answers['destination']> {
  const isAtlas =
    flags.atlasProject !== undefined ||
    (flags.destinationEnv === undefined &&
      ask !== undefined &&
      (await ask.choice('Where to?', destinations)) === 'atlas');
  if (!isAtlas) {
    const variable = flags.destinationEnv ?? 'DESTINATION_URI';
    return {
      kind: 'existing',
      variable: valid('--destination-env', variable, variablePattern, 'the name of an environment variable'),
    };
  }
  const projectId = flags.atlasProject ?? (await ask?.text('Id of the Atlas project', '', checkedBy(projectPattern)));
  if (projectId === undefined) throw missing('--atlas-project', 'the id of the project');
  const region = flags.region ?? (await ask?.text('Region, as Atlas names it', 'EU_WEST_1'));
  if (region === undefined) throw missing('--region', 'the region of the cluster, such as EU_WEST_1');
  const provider = flags.provider ?? ((await ask?.choice('Cloud', clouds)) as 'AWS' | undefined) ?? 'AWS';
  return {
    kind: 'atlas',
    projectId: valid('--atlas-project', projectId, projectPattern, '24 hexadecimal digits'),
    clusterName: flags.atlasCluster ?? name,
    provider,
    region: valid('--region', region, /^[A-Z0-9_]+$/, 'a region as Atlas names it, such as EU_WEST_1'),
  };
}

const destinations = [
  { value: 'existing', label: 'A cluster that exists already' },
  { value: 'atlas', label: 'A new cluster in Atlas' },
];
const clouds = ['AWS', 'AZURE', 'GCP'].map((value) => ({ value, label: value }));

interface Asker {
  text(question: string, initial: string, check?: (text: string) => string | undefined): Promise<string>;
  secret(question: string): Promise<string>;
  choice(question: string, options: readonly { value: string; label: string }[]): Promise<string>;
}

/** Loaded only where something is asked. */
async function asker(): Promise<Asker> {
  const prompts = await import('@clack/prompts');
  const answered = (answer: string | symbol): string => {
    if (typeof answer === 'string') return answer;
    throw new UserError(usageErrorCode, { summary: 'Given up; nothing was written' });
  };
  return {
    text: async (message, initialValue, check) =>
      answered(await prompts.text({ message, initialValue, validate: (text) => check?.(text ?? '') })),
    secret: async (message) => answered(await prompts.password({ message })),
    choice: async (message, options) => answered(await prompts.select({ message, options: [...options] })),
  };
}

function checkedBy(pattern: RegExp): (text: string) => string | undefined {
  return (text) => (pattern.test(text) ? undefined : `It has to match ${pattern.source}`);
}

function valid(flag: string, value: string, pattern: RegExp, form: string): string {
  if (pattern.test(value)) return value;
  throw new UserError(usageErrorCode, { summary: `${flag} cannot be "${value}"`, hint: `Give ${form}` });
}

function missing(flag: string, what: string): UserError {
  return new UserError(usageErrorCode, { summary: `${flag} is missing`, hint: `Give ${what}` });
}
