import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { kubernetesManifest, memoryGB, systemdUnits } from '../../../src/engines/mongosync/manifests.ts';

const situation = {
  name: 'orders',
  shardIds: ['shard_A', 'shard_B'],
  documents: 40_000_000,
  hasVerifier: true,
  loadLevel: 4,
  port: 27182,
};

describe('manifests of mongosync', () => {
  it('give each instance the memory that its verifier needs for its part', () => {
    expect(memoryGB(situation)).toBe(20);
    expect(memoryGB({ ...situation, shardIds: [] })).toBe(30);
    expect(memoryGB({ ...situation, hasVerifier: false })).toBe(4);
  });

  it('are one Kubernetes deployment for each shard, whose secret is somewhere else', () => {
    const text = kubernetesManifest(situation, 'registry.example/mongosync:1.22.0');
    const deployments = parseAllDocuments(text).map((document) => document.toJS());
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
      'orders-mongosync-shard-a',
      'orders-mongosync-shard-b',
    ]);
    const [{ spec }] = deployments;
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(spec.template.spec.containers[0]).toMatchObject({
      image: 'registry.example/mongosync:1.22.0',
      resources: { requests: { cpu: '8', memory: '20G' } },
    });
    expect(text).toContain('urls: [http://127.0.0.1:27182, http://127.0.0.1:27183]');
    expect(text).not.toContain('mongodb://');
  });

  it('are one systemd unit for each shard', () => {
    const text = systemdUnits(situation);
    expect(text.match(/^ExecStart=/gm)).toHaveLength(2);
    expect(text).toContain('orders-mongosync-shard-b: id: shard_B');
    expect(text).toContain('MemoryHigh=20G');
  });
});
