import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

export interface HttpsRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * `fetch` trusts the authorities that Node came with and takes no others; this trusts those that it is given.
 * @param ca certificates in PEM
 */
export async function requestWithCa(
  url: string,
  { body, ...options }: HttpsRequest,
  ca: string,
): Promise<IncomingMessage> {
  const sent = request(url, { ...options, ca });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}
