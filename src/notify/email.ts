import type { ActionResult } from '../apply/actions/run-action.ts';
import { messageOf } from '../lib/errors.ts';
import { withoutSecrets } from '../lib/secret.ts';
import { oneLine } from '../report/text/printable.ts';
import type { Email } from '../spec/blocks/governance.ts';
import { resolveSecret } from '../spec/secrets.ts';
import type { DeliveryContext } from './deliver.ts';

const timeoutMs = 10_000;

/** Hands one letter to an SMTP server. */
export async function sendEmail(
  { host, port, security, username, password, from, to }: Email,
  letter: { readonly subject: string; readonly text: string },
  context: DeliveryContext,
): Promise<ActionResult> {
  const secrets = [...context.secrets];
  try {
    const unfit = [from, ...to].find((address) => address !== oneLine(address));
    if (unfit !== undefined) {
      return {
        isSuccess: false,
        words: `${JSON.stringify(unfit)} is no address: it has line breaks or control characters`,
      };
    }
    const { createTransport } = await import('nodemailer');
    const user = username && (await resolveSecret(username, context)).reveal();
    const pass = password && (await resolveSecret(password, context)).reveal();
    if (pass !== undefined) secrets.push(pass);
    const transport = createTransport({
      host,
      port,
      secure: security === 'tls',
      // A server that does not offer TLS is refused, instead of being given the password in the clear.
      requireTLS: security === 'startTls',
      ignoreTLS: security === 'none',
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      // Nothing but the text goes out: no file and no address is read because a name looks like one.
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user !== undefined && pass !== undefined ? { auth: { user, pass } } : {}),
    });
    try {
      const { response } = await transport.sendMail({ from, to: [...to], ...letter, signal: context.signal });
      return { isSuccess: true, words: withoutSecrets(response, secrets) };
    } finally {
      transport.close();
    }
  } catch (error) {
    return { isSuccess: false, words: withoutSecrets(messageOf(error), secrets) };
  }
}
