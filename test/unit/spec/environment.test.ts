import { describe, expect, it } from 'vitest';
import { brief, complete, loadText } from './support.ts';

const spec = async (text: string, options: Parameters<typeof loadText>[1] = {}) => {
  const result = await loadText(text, options);
  expect(brief(result)).toEqual([]);
  return result.migrations[0]!.spec;
};

const atlas = `${complete.replace(/destination:.*\n/, '')}destination:
  existingData: refuse
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: orders, provider: AWS, region: EU_WEST_1, tier: M40 }
`;

describe('environments', () => {
  it('merges mappings, and replaces lists and scalars', async () => {
    const text = `${complete}filters: { include: [{ database: a }, { database: b }] }
cutover: { timeout: 30s, gates: { maxLag: 5s } }
environments:
  staging: { filters: { include: [{ database: c }] }, cutover: { gates: { verifiedWithin: 1h } } }
`;
    const { filters, cutover } = await spec(text, { environment: 'staging' });
    expect(filters.include).toEqual([{ database: 'c' }]);
    expect(cutover).toMatchObject({ timeoutMs: 30_000, gates: { maxLagMs: 5000, verifiedWithinMs: 3_600_000 } });
  });

  it.each([
    [
      'uri for atlas',
      atlas,
      '{ destination: { uri: { env: DESTINATION_URI } } }',
      { destination: { kind: 'existing' } },
    ],
    [
      'one reference for another',
      complete,
      '{ source: { uri: { command: [pass] } } }',
      { source: { uri: { command: ['pass'] } } },
    ],
    [
      'a text for a reference',
      complete,
      '{ source: { uri: "mongodb://db0.example" } }',
      { source: { uri: { literal: 'mongodb://db0.example' } } },
    ],
    [
      'an engine for another',
      `${complete}engine: { type: mongosync, mongosync: { urls: ["http://a"] } }\n`,
      '{ engine: { type: dumpRestore } }',
      { engine: { type: 'dumpRestore' } },
    ],
    [
      'a command for addresses',
      `${complete}engine: { type: mongosync, mongosync: { urls: ["http://a"] } }\n`,
      '{ engine: { mongosync: { binary: ./m } } }',
      { engine: { options: { runtime: { kind: 'binary' } } } },
    ],
    [
      'a cron window for a single one',
      `${complete}cutover: { mode: window, window: { start: "2027-01-01T02:00Z", duration: 1h } }\n`,
      '{ cutover: { window: { cron: 0 2 * * *, timeZone: UTC } } }',
      { cutover: { window: { cron: '0 2 * * *', durationMs: 3_600_000 } } },
    ],
    [
      'a part of the cluster',
      atlas,
      '{ destination: { atlas: { cluster: { tier: M10 } } } }',
      { destination: { atlas: { cluster: { name: 'orders' } } } },
    ],
  ])('puts %s', async (_, text, overlay, expected) => {
    const one = await spec(`${text}environments:\n  staging: ${overlay}\n`, { environment: 'staging' });
    expect(one).toMatchObject(expected);
  });

  it('points errors of an overlay to the overlay', async () => {
    const text = `${complete}environments:\n  staging:\n    cutover:\n      timeout: soon\n      hooks: [{ on: beforeBlock, run: [x] }]\n`;
    const expected = [
      'GW634 m.yaml:10:16 `soon` is not a duration',
      'GW674 m.yaml:11:21 The hook on beforeBlock has no `undo`',
    ];
    expect(brief(await loadText(text, { environment: 'staging' }))).toEqual(expected);
    expect(brief(await loadText(text, { checkEnvironments: true }))).toEqual(expected);
  });

  it('refuses an environment that a file does not declare', async () => {
    const result = await loadText(`${complete}environments: { staging: {}, production: {} }\n`, {
      environment: 'stagin',
    });
    expect(brief(result)).toEqual(['GW640 m.yaml:7:1 The file declares no environment `stagin`']);
    expect(result.diagnostics[0]).toMatchObject({
      hint: 'Did you mean `-e staging`?',
      detail: 'Declared are `staging` and `production`',
    });
    expect(result.migrations).toEqual([]);
    expect(brief(await loadText(complete, { environment: 'staging' }))).toEqual([
      'GW640 m.yaml:1:1 The file declares no environment `staging`',
    ]);
  });

  it('warns only of what the chosen environment needs', async () => {
    const text = `${complete}environments: { staging: { destination: { uri: { env: STAGING_URI } } } }\n`;
    expect(brief(await loadText(text, { checkEnvironments: true }))).toEqual([]);
    expect(brief(await loadText(text, { environment: 'staging' }))).toEqual([
      'GW651 m.yaml:7:55 The environment variable STAGING_URI is not set here',
    ]);
  });
});

describe('variables', () => {
  const file = (vars: string, lines: readonly string[]) => `${complete}vars: ${vars}\n${lines.join('\n')}\n`;
  const ref = (name: string) => `\${var.${name}}`;

  it('replaces them in texts, and takes their type where they stand alone', async () => {
    const text = file('{ level: 2, name: x, size: "7.0" }', [
      `description: ${ref('name')}-${ref('level')}-$${ref('name')}-\${HOME}-${ref('size')}`,
      `engine:\n  type: builtin\n  builtin:\n    loadLevel: ${ref('level')}`,
    ]);
    const { description, engine } = await spec(text);
    expect(description).toBe(`x-2-${ref('name')}-\${HOME}-7.0`);
    expect(engine.options).toMatchObject({ loadLevel: 2 });
  });

  it('keeps a text in quotation marks a text', async () => {
    const text = file('{ level: 2 }', [`engine: { type: builtin, builtin: { loadLevel: "${ref('level')}" } }`]);
    expect((await loadText(text)).diagnostics[0]).toMatchObject({ code: 'GW632' });
  });

  it('takes values from the command line, then from the environment, then from the overlay, then from the file', async () => {
    const uses = ['a', 'b', 'c', 'd'].map(ref).join(' ');
    const text = file('{ a: file, b: file, c: file, d: file }', [
      `description: ${uses}`,
      'environments: { e: { vars: { b: overlay, c: overlay, d: overlay } } }',
    ]);
    const env = {
      SOURCE_URI: 'x',
      DESTINATION_URI: 'x',
      GODWIT_VAR_c: 'environment',
      GODWIT_VAR_d: 'environment',
      GODWIT_VAR_unknown: 'x',
    };
    const { description } = await spec(text, { environment: 'e', env, vars: { d: 'line' } });
    expect(description).toBe('file overlay environment line');
  });

  it('gives a value from outside the type of its default', async () => {
    const text = file('{ level: 2 }', [`engine:\n  type: builtin\n  builtin:\n    loadLevel: ${ref('level')}`]);
    expect((await spec(text, { vars: { level: '4' } })).engine.options).toMatchObject({ loadLevel: 4 });
    const wrong = await loadText(text, { vars: { level: 'high' } });
    expect(brief(wrong)[0]).toBe('GW643 m.yaml:7:16 The value given for the variable `level` is no number');
  });

  it('misses only what is used', async () => {
    const text = file('{ region: null, other: null }', [`description: in ${ref('region')}`]);
    expect(brief(await loadText(text))).toEqual(['GW642 m.yaml:8:17 The variable `region` has no value']);
    expect((await spec(text, { vars: { region: 'Europe' } })).description).toBe('in Europe');
  });

  it('reports a variable that nobody declares, on the command line too', async () => {
    const text = file('{ region: x }', [`description: in ${ref('regoin')}`]);
    const result = await loadText(text, { vars: { regio: 'x' } });
    expect(brief(result)).toEqual([
      'GW641 `--var regio=…` is given, and no file declares the variable `regio`',
      'GW641 m.yaml:8:17 Unknown variable `regoin`',
    ]);
    expect(result.diagnostics.map(({ hint }) => hint)).toEqual([
      'Did you mean `--var region=…`?',
      `Did you mean \`${ref('region')}\`?`,
    ]);
  });

  it('does not show a value that was put where a secret belongs', async () => {
    const text = file('{ password: null }', [`source:\n  uri: { env: A }\n  auth: { password: "${ref('password')}" }`]);
    const result = await loadText(text.replace(/source: \{.*\n/, ''), { vars: { password: 'TOPSECRET' } });
    expect(brief(result)).toContain('GW650 m.yaml:9:21 `source.auth.password` is written out in the file');
    expect(JSON.stringify(result)).not.toContain('TOPSECRET');
  });
});
