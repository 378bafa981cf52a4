/**
 * The comment that holds the plan of a pull request: what people read, and behind it the plan itself, compressed, so that the
 * job that runs after the merge carries out what was reviewed, without a disk or an artifact that both jobs share.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import { UserError } from '../../lib/errors.ts';
import { maxCharacters } from '../../report/markdown/plan-report.ts';
import type { Review, ReviewComment } from './review-host.ts';

const begin = '<!-- godwit:saved-plan ';
const end = ' -->';

/** The first line of a report, by which its comment is found again. */
const markerOf = (report: string) => report.slice(0, report.indexOf('\n'));

/** A report with its plan behind it; `undefined` instead of the plan where there is no room for it. */
export function planComment(report: string, savedPlan: string): { readonly body: string; readonly hasPlan: boolean } {
  const packed = gzipSync(savedPlan, { level: 9 }).toString('base64');
  const body = `${report}\n${begin}${packed}${end}\n`;
  if (body.length <= maxCharacters) return { body, hasPlan: true };
  const note = '\n_The plan is too large to be kept here: give it to the job after the merge as a file._\n';
  return { body: `${report.slice(0, maxCharacters - note.length)}${note}`, hasPlan: false };
}

/** What a report's comment must be among others: written by ourselves, since anybody may write a comment. */
function isCommentOf(marker: string, { body, isOwn }: ReviewComment): boolean {
  return isOwn && body.startsWith(marker);
}

/** Writes the comment, over the one that an earlier run wrote. */
export async function putComment(review: Review, report: string, body: string): Promise<void> {
  const marker = markerOf(report);
  const before = (await review.comments()).find((one) => isCommentOf(marker, one));
  if (before === undefined) await review.create(body);
  else await review.update(before.id, body);
}

/**
 * The plan that was reviewed.
 * @throws UserError GW872 when the pull request has none
 */
export async function reviewedPlan(review: Review, marker: string): Promise<string> {
  const comment = (await review.comments()).find((one) => isCommentOf(marker, one));
  const start = comment?.body.indexOf(begin) ?? -1;
  if (comment === undefined || start < 0) {
    throw new UserError('GW872', {
      summary: `There is no reviewed plan on ${review.name}`,
      detail: comment === undefined ? 'It has no comment of ours' : 'Its comment holds none',
      hint: 'Run `godwit ci plan` on pull requests with the same files and environment; or apply a plan file: `godwit apply FILE`',
    });
  }
  const packed = comment.body.slice(start + begin.length, comment.body.indexOf(end, start));
  return gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
}
