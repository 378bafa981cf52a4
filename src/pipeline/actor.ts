import { hostname, userInfo } from 'node:os';
import type { Actor } from '../ledger/ledger-entry.ts';

/** Who runs this: a person on a machine, or a CI job, by the variables that CI systems set. */
export function actorOf(env: Readonly<Record<string, string | undefined>>): Actor {
  const user = env['GITHUB_ACTOR'] ?? env['GITLAB_USER_LOGIN'] ?? env['BUILD_REQUESTEDFOR'] ?? userName(env);
  const job = jobOf(env);
  return { user, host: hostname(), ...(job !== undefined && { job }) };
}

function userName(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return env['USER'] ?? 'unknown';
  }
}

function jobOf(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (repository !== undefined && run !== undefined) return `${server ?? ''}/${repository}/actions/runs/${run}`;
  return env['CI_JOB_URL'] ?? env['BUILD_URL'];
}
