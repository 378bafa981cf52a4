import type { CommandContext } from '../context.ts';
import { callApi } from './call-api.ts';
import type { Review, ReviewComment, ReviewHost } from './review-host.ts';

const pageSize = 100;

interface Note {
  readonly id: number;
  readonly body?: string;
  readonly system?: boolean;
  readonly author?: { readonly id?: number };
}

/** GitLab CI: https://docs.gitlab.com/ci/variables/predefined_variables/; a job's own token cannot write notes. */
export function gitlabHost({ env, signal }: CommandContext): ReviewHost {
  const api = env['CI_API_V4_URL'] ?? 'https://gitlab.com/api/v4';
  const headers = env['GITLAB_TOKEN'] ? { 'private-token': env['GITLAB_TOKEN'] } : {};
  const call = async (path: string, method: 'GET' | 'POST' | 'PUT' = 'GET', body?: unknown) =>
    await callApi({ url: `${api}${path}`, method, headers, body, signal });
  const project = `/projects/${env['CI_PROJECT_ID'] ?? ''}`;

  const reviewOf = (iid: number): Review => {
    const notes = `${project}/merge_requests/${iid}/notes`;
    return {
      name: `merge request ${iid}`,
      comments: async () => {
        const { id: own } = (await call('/user')) as { id: number };
        const all: ReviewComment[] = [];
        for (let page = 1; ; page += 1) {
          const found = (await call(`${notes}?per_page=${pageSize}&page=${page}`)) as Note[];
          const written = found.filter(({ system }) => system !== true);
          all.push(
            ...written.map(({ id, body, author }) => ({ id: String(id), body: body ?? '', isOwn: author?.id === own })),
          );
          if (found.length < pageSize) return all;
        }
      },
      create: async (body) => void (await call(notes, 'POST', { body })),
      update: async (id, body) => void (await call(`${notes}/${id}`, 'PUT', { body })),
    };
  };

  return {
    baseCommit: env['CI_MERGE_REQUEST_DIFF_BASE_SHA'],
    summaryFile: undefined,
    outputFile: env['GODWIT_CI_OUTPUT'],
    findReview: async () => {
      const given = env['CI_MERGE_REQUEST_IID'];
      if (given !== undefined) return reviewOf(Number(given));
      const sha = env['CI_COMMIT_SHA'];
      if (sha === undefined) return undefined;
      const found = (await call(`${project}/repository/commits/${sha}/merge_requests`)) as {
        iid: number;
        state?: string;
        merge_commit_sha?: string | null;
        squash_commit_sha?: string | null;
        sha?: string | null;
      }[];
      // A fast-forward merge has no commit of its own.
      const merged = found.find(
        (one) => one.state === 'merged' && [one.merge_commit_sha, one.squash_commit_sha, one.sha].includes(sha),
      );
      return merged === undefined ? undefined : reviewOf(merged.iid);
    },
  };
}
