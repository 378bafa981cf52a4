/** Where pull requests are: what godwit has to know of GitHub or GitLab, and nothing else. */
import { EnvironmentError, messageOf, UserError } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';
import { githubHost } from './github.ts';
import { gitlabHost } from './gitlab.ts';

/** A comment on a pull request; its text is Markdown. */
export interface ReviewComment {
  readonly id: string;
  readonly body: string;
  /** It was written with the same identity that this run would write with. */
  readonly isOwn: boolean;
}

/** The pull request, or merge request, that a job is about. */
export interface Review {
  /** For people: `pull request 12`. */
  readonly name: string;
  comments(): Promise<readonly ReviewComment[]>;
  create(body: string): Promise<void>;
  update(id: string, body: string): Promise<void>;
}

export interface ReviewHost {
  /** The one that the job was started for, or that its commit was merged with; `undefined` when there is none. */
  findReview(): Promise<Review | undefined>;
  /** A file whose Markdown the host shows with the job. */
  readonly summaryFile: string | undefined;
  /** A file of `name=value` lines for later steps of the job. */
  readonly outputFile: string | undefined;
}

/** By the variables that CI systems set. */
export function reviewHostOf(context: CommandContext): ReviewHost {
  const { env } = context;
  if (env['GITHUB_ACTIONS'] === 'true') return githubHost(context);
  if (env['GITLAB_CI'] === 'true') return gitlabHost(context);
  throw new UserError('GW870', {
    summary: 'This is neither a job of GitHub Actions nor of GitLab CI',
    hint: 'Use `godwit plan --out FILE`, `godwit show FILE --format markdown` and `godwit apply FILE`, of which `godwit ci` is made',
  });
}

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
