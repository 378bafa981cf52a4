import { describe, expect, it } from 'vitest';
import { commandTable } from '../../../src/cli/command-table.ts';
import { godwit } from './support.ts';

/** Names under the heading of subcommands, `help` left out. */
function subcommandsIn(help: string): readonly string[] {
  const [, list = ''] = help.split('\nCommands:\n');
  const names = [...list.split('\n\n')[0]!.matchAll(/^ {2}([a-z-]+)\b/gm)].map(([, name]) => name!);
  return names.filter((name) => name !== 'help');
}

async function helpOf(path: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await godwit([...path, '--help']);
  expect([exitCode, stderr], path.join(' ')).toEqual([0, '']);
  const below = path.length === 0 ? [] : subcommandsIn(stdout);
  const own = `$ godwit ${[...path, '--help'].join(' ')}\n\n${stdout}`;
  return [own, ...(await Promise.all(below.map((name) => helpOf([...path, name]))))].join('\n');
}

describe('the golden file', () => {
  // Every command is loaded for it.
  it('of all that help says', { timeout: 60_000 }, async () => {
    const texts = await Promise.all([[], ...commandTable.map(({ name }) => [name])].map((path) => helpOf(path)));
    await expect(texts.join('\n')).toMatchFileSnapshot('golden/help.txt');
  });
});
