/** What the ready-made pipelines do before godwit itself is run; the rest is played on servers in test/integration/cli. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { needs } from '../../support/runner/needs.ts';

const read = async (name: string) => await readFile(new URL(`../../../${name}`, import.meta.url), 'utf8');

/** Runs a script where there is nothing but an npm that writes down what it was asked for. */
async function installing(script: string, env: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'godwit-pipeline-'));
  try {
    await writeFile(join(directory, 'npm'), `#!/bin/sh\necho "$@" >> '${directory}/asked'\n`);
    await chmod(join(directory, 'npm'), 0o755);
    const path = `${directory}:/usr/bin:/bin`;
    await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
      env: { ...env, PATH: path },
      extendEnv: false,
    });
    return await readFile(join(directory, 'asked'), 'utf8');
  } finally {
    await rm(directory, { recursive: true });
  }
}

describe('the action', await needs({ tool: 'bash' }), async () => {
  const text = await read('action.yml');
  const { inputs, outputs, runs } = parse(text);
  const step = (name: string) => runs.steps.find((one: { name: string }) => one.name === name);

  it('installs the version that is asked for, whatever it is called', async () => {
    expect(step('Install').if).toContain("inputs.version != ''");
    expect(await installing(step('Install').run, { VERSION: '1.2.3; echo no' })).toBe(
      'install --global godwit@1.2.3; echo no\n',
    );
  });

  it('uses every input that it declares, and puts none of them into a script', () => {
    const used = new Set([...text.matchAll(/\$\{\{ inputs\.([\w-]+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(inputs).sort());
    for (const { run } of runs.steps) expect(run).not.toContain('${{');
    for (const [name, { value }] of Object.entries<{ value: string }>(outputs)) {
      expect(value).toBe(`\${{ steps.${step('Run').id}.outputs.${name} }}`);
    }
  });
});

describe('the template for GitLab', await needs({ tool: 'bash' }), () => {
  it('installs godwit where there is none', async () => {
    const { '.godwit': base } = parse(await read('ci/godwit.gitlab-ci.yml'));
    expect(await installing(base.before_script.join('\n'), {})).toBe('install --global godwit\n');
  });
});
