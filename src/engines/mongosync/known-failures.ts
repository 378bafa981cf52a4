/**
 * What mongosync says when it fails, as cause and fix. The texts are promised by nobody and change between versions: one
 * that is not known is shown as it is. They are those that MongoDB's own support tools look for (support-tools,
 * migration/mongosync_insights/error_patterns.json) and the documentation names.
 */
export interface KnownFailure {
  readonly cause: string;
  readonly fix: string;
  /** The sync cannot be gone on with, however often the program is started. */
  readonly isFinal: boolean;
}

interface Pattern extends KnownFailure {
  readonly pattern: RegExp;
}

const final = (pattern: RegExp, cause: string, fix: string): Pattern => ({ pattern, cause, fix, isFinal: true });
const passing = (pattern: RegExp, cause: string, fix: string): Pattern => ({ pattern, cause, fix, isFinal: false });

const patterns: readonly Pattern[] = [
  final(
    /resume point may no longer be in the oplog|resume token was not found|failed to open change stream using resume token/i,
    'The oplog of the source no longer reaches back to where the sync stopped',
    'Enlarge the oplog (replSetResizeOplog), then begin anew: nothing of the copy can be used',
  ),
  final(
    /namespace conflict detected/i,
    'A collection of the source exists on the destination already',
    'Drop it there, or leave it out with a filter',
  ),
  final(
    /(the )?verifier (indicated a|found one or more) mismatch/i,
    "mongosync's verifier found documents that differ",
    'Look for writers on the destination; then begin anew, or set engine.mongosync.verification: false and compare otherwise',
  ),
  final(
    /source cluster was modified after Mongosync final verification began/i,
    'The source was written to during the commit',
    'Stop every writer, those with bypassWriteBlockingMode (root, restore) too, and begin anew',
  ),
  final(
    /destination cluster was modified after Mongosync final verification began/i,
    'The destination was written to during the commit',
    'Keep applications away from the destination until canWrite, and begin anew',
  ),
  passing(
    /missing privileges \(\[.*bypassWriteBlockingMode/i,
    'A user lacks the action bypassWriteBlockingMode',
    'Give the users of both sides a role with setUserWriteBlockMode and bypassWriteBlockingMode',
  ),
  passing(
    /Invalid URI option, (read|write) concern must be majority/i,
    'A connection string asks for another concern than majority',
    'Remove readConcernLevel, w and journal from the connection strings',
  ),
  passing(
    /InsufficientDestinationDiskSpace|not enough (free )?disk space/i,
    "The destination's disk is too small by mongosync's estimate (data and indexes and a quarter)",
    'Enlarge the disk, or set engine.mongosync.skipDiskSpaceCheck: true',
  ),
  passing(
    /not enough memory|insufficient memory/i,
    'The verifier needs 10 GB of memory and 0.5 GB per million documents',
    'Run mongosync on a larger host, or set engine.mongosync.verification: false',
  ),
  final(
    /a capped collection was created on the source but capped collection handling is not enabled/i,
    'A capped collection was created on the source during the sync',
    'Set engine.mongosync.enableCappedCollectionHandling: true and begin anew',
  ),
  final(
    /failed to enable index constraints|Cannot convert the index to unique|unique index was set on the source that is incompatible/i,
    'A unique index of the source could not be made unique on the destination: there are duplicates, or another index on the same keys',
    'Remove the duplicates or one of the indexes on the source, then begin anew',
  ),
  passing(
    /Index Checker Service exceeded the maximum number of index creation attempts/i,
    'An index could not be built in ten attempts',
    "See mongosync's log for the index; drop it on the source, or start mongosync again",
  ),
  passing(
    /Must have an index compatible with the proposed shard key/i,
    'A sharding entry names a key without an index on the source',
    'Create the index on the source, or set sharding.createSupportingIndexes: true',
  ),
  final(
    /Values in the index key pattern cannot be empty strings/i,
    'The source has an index with a key value that newer servers refuse',
    'Drop that index on the source (collMod cannot mend it)',
  ),
  final(
    /is a timeseries collection/i,
    'mongosync does not move time-series collections',
    'Leave them out with filters.exclude, and move them with the built-in engine or dumpRestore',
  ),
  final(
    /DDL events are unsupported on pre-6\.0 source/i,
    'A collection or index of the source was changed during the sync, which sources before 6.0 do not report',
    'Freeze schema changes and begin anew',
  ),
  passing(
    /running with 'notablescan'/i,
    'A server refuses queries without an index',
    'Switch notablescan off (Atlas: "Require Indexes for All Queries")',
  ),
  passing(/turn off profiling/i, 'The profiler is on', 'db.setProfilingLevel(0) in the databases concerned'),
  passing(/TooManyFilesOpen|too many open files/i, 'The limit of open files is too low', 'Raise it: ulimit -n 64000'),
  passing(
    /User writes blocked/i,
    'Writes are blocked where mongosync has to write',
    'Give its user bypassWriteBlockingMode, or lift the block that an earlier run left: db.adminCommand({ setUserWriteBlockMode: 1, global: false })',
  ),
  final(
    /destination namespace has preconfigured shard zone ranges/i,
    'The destination has zone ranges for a collection that is to be moved',
    'Remove them (sh.removeRangeFromZone) and begin anew',
  ),
  passing(
    /cluster is not sharded/i,
    'Instances were started per shard, and the source is a replica set',
    'Use one address in engine.mongosync.urls, or instances: one',
  ),
  final(
    /movePrimary|moveChunk|balancer (is|was) (on|enabled)/i,
    'Chunks were moved during the sync',
    'Stop the balancers of both clusters and begin anew',
  ),
];

/** @param text of an error answer or of a fatal entry of the log */
export function knownFailure(text: string): KnownFailure | undefined {
  return patterns.find(({ pattern }) => pattern.test(text));
}
