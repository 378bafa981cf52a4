import { type Document, type MongoClient, MongoServerError } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';

/** How a server finds the documents of a query. */
export interface QueryPlan {
  readonly scansCollection: boolean;
  /** Names, in alphabetical order. */
  readonly indexes: readonly string[];
  /** Absent where it was not tried out. */
  readonly documentsExamined: number | undefined;
}

/** The server says that it cannot answer the query at all; its words would tell values. */
export interface Refused {
  readonly refusedBecause: string;
}

const mostMs = 1_000;
const isOverTime = (error: unknown) => error instanceof MongoServerError && error.code === 50;

/** Tries the query out on the primary, as a read and for a second at most, after which the server only says what it would do. */
export async function explainQuery(
  client: MongoClient,
  namespace: Namespace,
  find: Document,
): Promise<QueryPlan | Refused> {
  try {
    return planOf(await explain(client, namespace, find, 'executionStats'));
  } catch (error) {
    if (!isOverTime(error)) return refused(error);
  }
  try {
    return planOf(await explain(client, namespace, find, 'queryPlanner'));
  } catch (error) {
    return refused(error);
  }
}

async function explain(
  client: MongoClient,
  { db, coll }: Namespace,
  find: Document,
  verbosity: string,
): Promise<Document> {
  const command = { explain: { find: coll, ...find }, verbosity, maxTimeMS: mostMs };
  return await client.db(db).command(command, { readPreference: 'primary' });
}

function refused(error: unknown): Refused {
  if (error instanceof MongoServerError) return { refusedBecause: error.codeName ?? `error ${error.code}` };
  throw error;
}

/** From an answer of `explain`, of any version and topology. */
export function planOf(answer: Document): QueryPlan {
  const stages = plansIn(answer).flatMap(stagesIn);
  const indexes = stages.flatMap(({ stage, indexName }) =>
    isById(stage) ? ['_id_'] : indexName === undefined ? [] : [String(indexName)],
  );
  return {
    scansCollection: stages.some(({ stage }) => stage === 'COLLSCAN'),
    indexes: [...new Set(indexes)].sort(),
    documentsExamined: examined(answer),
  };
}

const isById = (stage: unknown) =>
  stage === 'IDHACK' || stage === 'CLUSTERED_IXSCAN' || stage === 'EXPRESS_CLUSTERED_IXSCAN';

/** Where the parts of an explanation are: at its top, in the cursor of a view's pipeline, or with each shard. */
function partsOf(answer: Document): readonly Document[] {
  const shards = Object.values((answer['shards'] ?? {}) as Document);
  const cursors = ((answer['stages'] ?? []) as Document[]).flatMap(({ $cursor }) =>
    $cursor === undefined ? [] : [$cursor],
  );
  return [answer, ...cursors, ...shards.flatMap(partsOf)];
}

function plansIn(answer: Document): readonly Document[] {
  return partsOf(answer).flatMap(({ queryPlanner }) =>
    queryPlanner?.winningPlan === undefined ? [] : [queryPlanner.winningPlan],
  );
}

/** Of every version: `queryPlan` is where the slot-based engine tells, `shards` where a mongos does. */
const below = [
  'inputStage',
  'inputStages',
  'queryPlan',
  'winningPlan',
  'shards',
  'outerStage',
  'innerStage',
  'thenStage',
  'elseStage',
];

function stagesIn(plan: Document): readonly Document[] {
  return [plan, ...below.flatMap((name) => [plan[name] ?? []].flat() as Document[]).flatMap(stagesIn)];
}

function examined(answer: Document): number | undefined {
  const counts = partsOf(answer).flatMap(({ executionStats }) => {
    const count = executionStats?.totalDocsExamined;
    return count === undefined ? [] : [Number(count)];
  });
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}
