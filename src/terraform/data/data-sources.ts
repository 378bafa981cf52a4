import type { DataSource } from '../data-source.ts';
import { checksAttributes, clusterAttributes, migrationDataAttributes } from './attributes.ts';

/** By their names in a configuration. */
export const dataSources: Readonly<Record<string, DataSource>> = {
  godwit_cluster: {
    description:
      'What a cluster is and holds: version, topology, sizes, namespaces, oplog. It is read, and nothing is changed.',
    attributes: clusterAttributes,
    load: async () => (await import('./cluster.ts')).clusterData,
  },
  godwit_checks: {
    description:
      'What the checks find about a migration, without beginning it: assert on it before anything is made. Findings are no errors of Terraform.',
    attributes: checksAttributes,
    load: async () => (await import('./checks.ts')).checksData,
  },
  godwit_migration: {
    description: 'Where a migration stands that is carried out elsewhere. It is read, and nothing is changed.',
    attributes: migrationDataAttributes,
    load: async () => (await import('./migration.ts')).migrationData,
  },
};
