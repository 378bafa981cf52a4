import { EnvironmentError, messageOf } from '../../lib/errors.ts';

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal: AbortSignal;
}

const timeoutMs = 30_000;

/** One request to a host's API; its answer as JSON. */
export async function callApi({ method = 'GET', url, headers, body, signal }: ApiCall): Promise<unknown> {
  const { host, pathname } = new URL(url);
  const what = `${method} ${host}${pathname}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', 'user-agent': 'godwit', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    throw failed(what, messageOf(cause ?? error));
  }
  if (!response.ok) throw failed(what, `status ${response.status}`, response.status);
  return await response.json();
}

function failed(what: string, detail: string, status?: number): EnvironmentError {
  const mayNot = status === 401 || status === 403 || status === 404;
  return new EnvironmentError('GW871', {
    summary: `The pull request could not be read or written (${what})`,
    detail,
    hint: mayNot
      ? 'Give the token the right to write comments: `permissions: { pull-requests: write }` on GitHub, the scope `api` on GitLab'
      : 'Run the job again; nothing was applied',
  });
}
