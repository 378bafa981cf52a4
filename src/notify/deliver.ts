import { type ActionResult, runCommand, runHttp } from '../apply/actions/run-action.ts';
import { printable } from '../report/text/printable.ts';
import type { Notification, NotificationTarget } from '../spec/blocks/governance.ts';
import { sendEmail } from './email.ts';
import { type Notice, shortLine, wordsOf } from './notice.ts';

export interface DeliveryContext {
  /** Where commands run and relative paths start. */
  readonly baseDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Not to be shown, even where a target repeats them. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
}

const timeoutMs = 10_000;

/** Whom, without what may be secret of it. */
export function targetName(to: NotificationTarget): string {
  if (to.kind === 'command') return `the program ${to.command[0] ?? ''}`;
  if (to.kind === 'email') return `mail to ${to.email.to.join(', ')}`;
  return to.kind === 'slack' ? 'Slack' : 'a webhook';
}

/** Tells one target once. */
export async function deliver(
  { to, message }: Notification,
  notice: Notice,
  context: DeliveryContext,
): Promise<ActionResult> {
  const text = printable(wordsOf(notice, message));
  const withFacts = { ...context, timeoutMs, facts: { ...notice, message: text } };
  switch (to.kind) {
    case 'command':
      return await runCommand(to.command, withFacts);
    case 'http':
      return await runHttp(to.http, withFacts);
    case 'slack':
      // Mattermost, Rocket.Chat and others take the same form.
      return await runHttp(
        { url: to.webhook, method: 'POST', headers: {}, timeoutMs },
        { ...withFacts, facts: { text: slackText(text) } },
      );
    case 'email':
      return await sendEmail(to.email, { subject: subjectOf(text), text: letter(text, notice) }, context);
  }
}

/** Its markup would take names for links and calls. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const shownSubject = 150;

/** A template may have several lines; a header has one. */
function subjectOf(text: string): string {
  const subject = shortLine(`godwit: ${text}`);
  return subject.length > shownSubject ? `${subject.slice(0, shownSubject - 1)}…` : subject;
}

function letter(text: string, notice: Notice): string {
  const rows = Object.entries(notice).filter(([, value]) => value !== undefined);
  return [text, '', ...rows.map(([name, value]) => `${name}: ${String(value)}`), ''].join('\n');
}
