import { describe, expect, it } from 'vitest';
import { allChecks } from '../../../src/preflight/all-checks.ts';
import { runChecks } from '../../../src/preflight/run-checks.ts';
import { cases } from './cases/all-cases.ts';
import { contextOf, findingsOf } from './healthy.ts';

describe.each(allChecks.map((check) => [check.code, check] as const))('%s', (code, check) => {
  const own = cases[code] ?? [];

  it('has a case that triggers it, and one that does not', () => {
    expect(own.filter(({ says }) => says !== undefined)).not.toEqual([]);
    const isQuietWithout = own.some(({ byFileAlone }) => byFileAlone !== true);
    expect(isQuietWithout || own.some(({ says }) => says === undefined)).toBe(true);
  });

  it.each(own.map((one) => [one.what, one] as const))('%s', async (_, { file = '', change, ...expected }) => {
    const context = await contextOf(file, change);
    const findings = findingsOf(check, context);
    const concerns = check.engines === 'all' || check.engines.includes(context.spec.engine.type);
    if (expected.says === undefined) {
      if (concerns) expect(findings).toEqual([]);
      return;
    }
    expect([concerns, findings.length > 0]).toEqual([true, true]);
    const [first] = findings;
    const text = findings.map(({ summary, detail, fix }) => [summary, detail, fix].join('\n')).join('\n');
    for (const pattern of expected.says) expect(text).toMatch(pattern);
    if (expected.severity !== undefined) expect(first?.severity ?? check.severity).toBe(expected.severity);
    if (expected.pointer !== undefined) expect(first?.pointer).toBe(expected.pointer);
    if (expected.byFileAlone !== true) expect(findingsOf(check, await contextOf(file, {}))).toEqual([]);
  });
});

describe('the checks', () => {
  it('have codes of their own, in order', () => {
    const codes = allChecks.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  it('have no cases of checks that are gone', () => {
    const codes = new Set<string>(allChecks.map(({ code }) => code));
    expect(Object.keys(cases).filter((code) => !codes.has(code))).toEqual([]);
  });

  it('say what they could not see, instead of nothing', async () => {
    const unobserved = { unobserved: 'not authorized' };
    const names = ['user', 'featureVersion', 'members', 'oplog', 'indexBuilds', 'host', 'disk', 'status', 'parameters'];
    const all = [
      ...names,
      'clients',
      'accounts',
      'profiled',
      'databases',
      'sharding',
      'certificates',
      'searchIndexes',
      'querySettings',
    ];
    const details = Object.fromEntries(all.map((name) => [name, unobserved]));
    const context = await contextOf('', { source: { details }, destination: { details } });
    const saying = allChecks.filter((check) => check.run(context).some((result) => 'notChecked' in result));
    expect(saying.map(({ code }) => code).join(' ')).toBe(
      'GW105 GW106 GW107 GW108 GW109 GW110 GW111 GW112 GW113 GW114 GW115 GW119 GW206 GW207 GW208 GW310 GW322 GW323 GW325 GW326 GW336 GW337 GW401 GW402 GW403 GW404 GW405 GW510 GW511 GW516 GW517 GW518 GW519 GW521 GW522',
    );
  });

  it('say that Atlas could not be asked, where it would have to be', async () => {
    const file = `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M40 }`;
    const context = await contextOf(file, { atlas: { unobserved: 'HTTP 401' } });
    const saying = allChecks.filter((check) => check.run(context).some((result) => 'notChecked' in result));
    expect(saying.map(({ code }) => code)).toEqual(['GW209', 'GW210', 'GW407', 'GW515']);
  });
});

describe('the result of all checks', () => {
  it('has one line for those whose cluster is yet to be made, with their codes', async () => {
    const absent = { unobserved: 'There is nothing to look at yet', kind: 'absent' as const };
    const context = await contextOf('', { destination: { details: { user: absent, members: absent, disk: absent } } });
    const found = runChecks(context);
    expect(found.filter(({ summary }) => summary.startsWith('Not checked'))).toEqual([]);
    const waiting = found.filter(({ code }) => code === 'GW978');
    expect(waiting).toMatchObject([
      { severity: 'info', summary: expect.stringMatching(/^\d+ checks wait until the destination can be looked at$/) },
    ]);
    expect(waiting[0]!.detail).toMatch(/GW106, .*GW511/);
  });
});
