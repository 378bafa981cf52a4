import { describe, expect, it } from 'vitest';
import { builtinCapabilities } from '../../../src/engines/builtin/capabilities.ts';
import type { NamedChange } from '../../../src/infra/infrastructure-observation.ts';
import type { PlanInput } from '../../../src/plan/plan-input.ts';
import { drift } from '../../../src/plan/rules/drift.ts';
import { infrastructureDiagnostics } from '../../../src/plan/rules/infrastructure-diagnostics.ts';
import { loadedFrom, observed } from '../../support/plan/observed.ts';

const entry: NamedChange = {
  address: 'mongodbatlas_project_ip_access_list.destination_entry_office',
  title: 'IP access entry 198.51.100.7 (office)',
  pointer: '/destination/atlas/ipAccess/0',
  action: 'remove',
  differences: [],
  replacedFor: [],
};

async function input(found: readonly NamedChange[], changes: readonly NamedChange[]): Promise<PlanInput> {
  const { spec, specHash } = await loadedFrom();
  return {
    spec,
    specHash,
    environment: undefined,
    observation: {
      ...observed(),
      infrastructure: {
        tool: 'Terraform 1.11.4',
        stage: 'syncing',
        cluster: 'IDLE',
        changes,
        drift: found,
        missingTemporaryEntries: [],
        login: 'declared',
        syncUsers: [],
        problems: [],
      },
    },
    state: 'cutOver',
    capabilities: builtinCapabilities,
    windows: [],
    godwitVersion: '0.1.0',
    now: '2026-11-20T12:00:00.000Z',
  };
}

describe('what others changed in Atlas', () => {
  it('is drift where a step puts it back, in every state', async () => {
    const removed = await input([entry], [{ ...entry, action: 'create' }]);
    expect(drift(removed)).toEqual([
      {
        what: 'The IP access entry 198.51.100.7 (office)',
        expected: 'as the file declares it',
        found: 'not there',
        remedy: 'puts it back as the file declares it',
      },
    ]);
    expect(infrastructureDiagnostics(removed)).toEqual([]);
  });

  it('is told, and no drift, where the file says nothing of it', async () => {
    const differences = [{ path: 'labels', before: undefined, after: 'theirs' }];
    const labelled = await input([{ ...entry, action: 'change', differences }], []);
    expect(drift(labelled)).toEqual([]);
    expect(infrastructureDiagnostics(labelled)).toMatchObject([{ code: 'GW726', detail: 'labels: theirs' }]);
  });
});
