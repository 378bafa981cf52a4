import type { EngineType } from '../engines/engine.ts';

/** Engines that follow the source while it is written to. */
export const onlineEngines: readonly EngineType[] = [
  'builtin',
  'mongosync',
  'atlasLiveMigration',
  'mongomirror',
  'clusterSync',
];

/** mongosync, run by us or by Atlas: its limits hold for both. */
export const mongosyncEngines: readonly EngineType[] = ['mongosync', 'atlasLiveMigration'];

/** Every engine, in the order of matrices. */
export const allEngines: readonly EngineType[] = [...onlineEngines, 'dumpRestore'];
