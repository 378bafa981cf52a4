import { readFileSync } from 'node:fs';
import type { CommandContext } from '../context.ts';
import { callApi } from './call-api.ts';
import type { Review, ReviewComment, ReviewHost } from './review-host.ts';

const pageSize = 100;

/** What `GITHUB_TOKEN` writes as; `GODWIT_COMMENT_AUTHOR` names another identity. */
const defaultAuthor = 'github-actions[bot]';

interface Comment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly login?: string };
}

/** GitHub Actions: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export function githubHost({ env, signal }: CommandContext): ReviewHost {
  const api = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const author = env['GODWIT_COMMENT_AUTHOR'] || defaultAuthor;
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(env['GITHUB_TOKEN'] ? { authorization: `Bearer ${env['GITHUB_TOKEN']}` } : {}),
  };
  const call = async (path: string, method: 'GET' | 'POST' | 'PATCH' = 'GET', body?: unknown) =>
    await callApi({ url: `${api}/repos/${repository}${path}`, method, headers, body, signal });

  const reviewOf = (number: number): Review => ({
    name: `pull request ${number}`,
    comments: async () => {
      const all: ReviewComment[] = [];
      for (let page = 1; ; page += 1) {
        const found = (await call(`/issues/${number}/comments?per_page=${pageSize}&page=${page}`)) as Comment[];
        all.push(
          ...found.map(({ id, body, user }) => ({ id: String(id), body: body ?? '', isOwn: user?.login === author })),
        );
        if (found.length < pageSize) return all;
      }
    },
    create: async (body) => void (await call(`/issues/${number}/comments`, 'POST', { body })),
    update: async (id, body) => void (await call(`/issues/comments/${id}`, 'PATCH', { body })),
  });

  return {
    baseCommit: pullRequestIn(env['GITHUB_EVENT_PATH'])?.base?.sha,
    summaryFile: env['GITHUB_STEP_SUMMARY'],
    outputFile: env['GITHUB_OUTPUT'],
    findReview: async () => {
      const number = pullRequestIn(env['GITHUB_EVENT_PATH'])?.number ?? (await mergedWith(env['GITHUB_SHA'], call));
      return number === undefined ? undefined : reviewOf(number);
    },
  };
}

interface PullRequest {
  readonly number?: number;
  readonly base?: { readonly sha?: string };
}

function pullRequestIn(path: string | undefined): PullRequest | undefined {
  if (path === undefined) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { pull_request?: PullRequest }).pull_request;
}

/** The pull request whose merge made a commit: one that merely holds the commit has not been merged by it. */
async function mergedWith(
  sha: string | undefined,
  call: (path: string) => Promise<unknown>,
): Promise<number | undefined> {
  if (sha === undefined) return undefined;
  const pulls = (await call(`/commits/${sha}/pulls`)) as {
    number: number;
    merged_at?: string | null;
    merge_commit_sha?: string;
  }[];
  return pulls.find(({ merged_at, merge_commit_sha }) => merged_at && merge_commit_sha === sha)?.number;
}
