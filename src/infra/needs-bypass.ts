import type { EngineType } from '../spec/blocks/engine.ts';

/**
 * mongosync, whoever runs it, keeps everybody from writing to the destination; the ledger and the sync's own notes are written
 * there all the same. `atlasAdmin` lacks the action that it takes (contract: atlas-live-migration, section 7).
 */
export function needsBypass(engine: EngineType): boolean {
  return engine === 'mongosync' || engine === 'atlasLiveMigration';
}
