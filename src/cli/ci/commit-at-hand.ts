import type { CommandContext } from '../context.ts';

/** Whether git can show what a commit held; one that a shallow clone lacks is fetched alone. */
export async function isCommitAtHand(commit: string, { cwd, env }: CommandContext): Promise<boolean> {
  const { execa } = await import('execa');
  const git = async (...args: string[]) => await execa('git', args, { cwd, env, reject: false, stdin: 'ignore' });
  const has = async () => (await git('cat-file', '-e', `${commit}^{commit}`)).exitCode === 0;
  if (await has()) return true;
  await git('fetch', '--no-tags', '--depth=1', 'origin', commit);
  return await has();
}
