import { UserError } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';
import { githubHost } from './github.ts';
import { gitlabHost } from './gitlab.ts';
import type { ReviewHost } from './review-host.ts';

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
