import { withoutSecrets } from '../lib/secret.ts';
import { oneLine } from '../report/text/printable.ts';
import type { NotificationEvent } from '../spec/blocks/governance.ts';

/** Something that people are told of; all of it may be shown. */
export interface Notice {
  readonly event: NotificationEvent;
  readonly migration: string;
  readonly environment?: string | undefined;
  readonly state?: string | undefined;
  readonly phase?: string | undefined;
  /** Why, or what exactly. */
  readonly reason?: string | undefined;
  readonly by: string;
  /** The CI job, where there is one. */
  readonly job?: string | undefined;
  readonly runId?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** No chat or mail server refuses a text of this length. */
const maxCharacters = 2_000;

/**
 * A notice as it may go out. Its texts repeat what servers, programs and files say: on one line each, so that nothing in
 * them passes for another line of a letter, without signs that steer whatever shows them, and without secrets.
 */
export function fitToSend(notice: Notice, secrets: readonly string[]): Notice {
  const texts = Object.entries(notice).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(texts.map(([name, text]) => [name, shortLine(withoutSecrets(text, secrets))])) as never;
}

/** In one line of limited length. */
export function shortLine(text: string): string {
  const line = oneLine(text).trim();
  return line.length > maxCharacters ? `${line.slice(0, maxCharacters - 1)}…` : line;
}

const headlines: Readonly<Record<NotificationEvent, string>> = {
  started: 'a run has begun',
  stateChanged: 'the state has changed',
  gateWaiting: 'a gate is waiting',
  approvalNeeded: 'an approval is needed',
  cutoverStarted: 'the cutover has begun',
  cutoverFinished: 'the cutover is done: applications may use the destination',
  cutoverUndone: 'the cutover was taken back: the source accepts writes',
  rolledBack: 'the migration was rolled back: the source is in charge again',
  completed: 'the migration is complete',
  failed: 'a run has failed',
  stalled: 'the sync makes no progress',
  oplogWindowLow: "the source's oplog may soon not reach back far enough",
  mismatchFound: 'source and destination differ',
  drifted: 'something was changed by others',
  expiryNear: 'something is about to expire',
};

/** In one sentence: by a template of the file, or in godwit's own words. */
export function wordsOf(notice: Notice, template: string | undefined): string {
  if (template !== undefined) return fill(template, notice);
  const { event, migration, environment, reason, by, job } = notice;
  const where = environment === undefined ? '' : ` (${environment})`;
  const why = reason === undefined ? '' : `: ${reason}`;
  return `${migration}${where}: ${headlines[event]}${why} (run by ${by}${job === undefined ? '' : `, ${job}`})`;
}

/** Places that a template may name. */
const places = ['migration', 'event', 'environment', 'state', 'phase', 'reason', 'by', 'job', 'runId', 'at'] as const;

/** What is not known is left empty; what is no place stays as it is written. */
function fill(template: string, notice: Notice): string {
  return template.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const place = places.find((one) => one === name);
    return place === undefined ? whole : (notice[place] ?? '');
  });
}
