/** The public export `godwit/constructs`, for people who write cdktf themselves. */
export { AtlasDestination, type AtlasDestinationProps } from './atlas-destination.ts';
export { AtlasStack, type AtlasStackProps } from './atlas-stack.ts';
export {
  GodwitMigration,
  type GodwitMigrationProps,
  GodwitProvider,
  type MigrationSpec,
  writeOnly,
} from './godwit-migration.ts';
export { type ReadDestinationOptions, readDestination } from './read-destination.ts';
