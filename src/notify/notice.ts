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
