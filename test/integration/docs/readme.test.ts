import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedShop } from '../../../scripts/quickstart/seed-shop.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { fences, page, repositoryPath } from '../../support/docs/pages.ts';
import { needs } from '../../support/runner/needs.ts';

const readme = page('README.md');
const [file] = fences(readme, 'yaml');
const [plan] = fences(readme, 'text');

/** What differs from run to run, as the page has it. */
function asInReadme(text: string, { source, destination }: ServerPair): string {
  return text
    .replaceAll(source.members[0]!.host, 'source.example:27017')
    .replaceAll(destination.members[0]!.host, 'destination.example:27017')
    .replace(/reaches back .*$/m, 'reaches back 26 h 40 min')
    .replace(/^ {2}an application without a name .*$/m, '  shop (nodejs|Mongoose 6.12.0) from 10.0.3.17, 10.0.3.18: 40')
    .replace(/^Plan [0-9a-f]{12}:/m, 'Plan 9256a40fc09c:');
}

/** Puts the file of the page into the project, with the changes that a test needs and a plan does not show. */
async function writeFileOf(project: GodwitProject, phase: string): Promise<void> {
  const path = join(project.directory, 'godwit.yaml');
  const [engine] = /^engine:\n(?: .*\n)+/m.exec(await readFile(path, 'utf8')) ?? [];
  await writeFile(path, `${file!.content.replace(/^phase: synced/m, `phase: ${phase}`)}${engine ?? ''}`);
}

describe('README.md', await needs({ mongod: '>=6.0' }), () => {
  it('shows the plan that its file leads to; `npx vitest run test/integration/docs -u` writes it', async () => {
    await using pair = await ServerPair.start();
    await seedShop(pair.sourceClient, 23_000);
    await using project = await pair.project();
    await writeFile(join(project.directory, 'switch-connection-string.sh'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFileOf(project, 'synced');
    expect(await project.godwit('apply', '--auto-approve')).toMatchObject({ exitCode: 0 });
    await writeFileOf(project, 'cutover');
    const { stdout, exitCode } = await project.godwit('plan', '--detailed-exitcode');
    expect(exitCode).toBe(2);
    const shown = readme.text.replace(plan!.content, () => asInReadme(stdout, pair));
    await expect(shown).toMatchFileSnapshot(repositoryPath('README.md'));
    expect(await project.godwit('apply', '--auto-approve')).toMatchObject({ exitCode: 0 });
  });
});
