import type { DataSource } from '../data-source.ts';
import { checksData } from './checks.ts';
import { clusterData } from './cluster.ts';
import { migrationData } from './migration.ts';

/** By their names in a configuration. */
export const dataSources: Readonly<Record<string, DataSource>> = {
  godwit_cluster: clusterData,
  godwit_checks: checksData,
  godwit_migration: migrationData,
};
