import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../../../src/report/text/diagnostics.ts';
import { paintFor } from '../../../src/report/text/paint.ts';
import { loadMigrations } from '../../../src/spec/load-migrations.ts';
import { now, repositoryPath } from './support.ts';

const directory = repositoryPath('schemas/testdata/invalid/');
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));

/** References that most of the files hold, so that their warnings do not stand in each expectation. */
const env = { SOURCE_URI: 'set', DESTINATION_URI: 'set', APP_PASSWORD: 'set', CA_PEM: 'set' };

/** Files in which nothing is an error. */
const onlyWarnings = new Set(['references-missing.yaml', 'rule-window-passed.yaml']);

const load = (name: string) => loadMigrations({ paths: [name], cwd: directory, env, now, checkEnvironments: true });

describe('schemas/testdata/invalid', () => {
  it.each(files)('%s', async (name) => {
    const { migrations, diagnostics } = await load(name);
    const rendered = renderDiagnostics(diagnostics, paintFor(false));
    await expect(rendered).toMatchFileSnapshot(`${directory}${name.replace(/\.yaml$/, '.expect.txt')}`);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(migrations.length).toBe(onlyWarnings.has(name) ? 1 : 0);
    for (const { summary } of diagnostics) expect(summary).not.toMatch(/\.$|undefined|\[object/);
  });

  it('shows no secret of any of them, in no form', async () => {
    for (const name of files) {
      const { diagnostics } = await load(name);
      expect(JSON.stringify(diagnostics)).not.toContain('TOPSECRET');
      expect(renderDiagnostics(diagnostics, paintFor(true))).not.toContain('TOPSECRET');
    }
  });
});
