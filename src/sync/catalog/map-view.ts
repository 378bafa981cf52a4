/**
 * A view's definition with the names that its collections have on the destination. Stages that name collections:
 * https://www.mongodb.com/docs/manual/reference/operator/aggregation/lookup/, graphLookup/, unionWith/ and, for
 * pipelines inside of others, facet/.
 */
import { UserError } from '../../lib/errors.ts';
import { ExactDocument } from '../../mongo/bson/exact.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { NamespaceMapping } from './namespace-mapping.ts';

/**
 * @param options of the view as `listCollections` shows them
 * @throws UserError GW927 when the view would lie in another database than what it reads
 */
export function mapViewOptions(view: Namespace, options: ExactDocument, mapping: NamespaceMapping): ExactDocument {
  const home = mapping.toDestination(view).db;
  const nameOf = (coll: string): string => {
    const target = mapping.toDestination({ db: view.db, coll });
    if (target.db === home) return target.coll;
    throw new UserError('GW927', {
      summary: `The view ${formatNamespace(view)} reads ${view.db}.${coll}, which the mapping sends to another database (${target.db} instead of ${home})`,
      detail: 'A view and the collections that it reads have to be in one database',
      hint: 'Send them to the same database in filters.mapping, or exclude the view',
      context: { view: formatNamespace(view) },
    });
  };
  const mapped = new ExactDocument();
  for (const [name, value] of options) {
    if (name === 'viewOn') mapped.append(name, nameOf(String(value)));
    else mapped.append(name, name === 'pipeline' ? mapPipeline(value, nameOf) : value);
  }
  return mapped;
}

type NameOf = (coll: string) => string;

function mapPipeline(pipeline: unknown, nameOf: NameOf): unknown {
  return Array.isArray(pipeline) ? pipeline.map((stage) => mapStage(stage, nameOf)) : pipeline;
}

function mapStage(stage: unknown, nameOf: NameOf): unknown {
  return mapFields(stage, (operator, value) => {
    if (operator === '$lookup' || operator === '$graphLookup') return mapSource(value, 'from', nameOf);
    if (operator === '$unionWith') return typeof value === 'string' ? nameOf(value) : mapSource(value, 'coll', nameOf);
    if (operator === '$facet') return mapFields(value, (_, pipeline) => mapPipeline(pipeline, nameOf));
    return value;
  });
}

function mapSource(stage: unknown, nameField: string, nameOf: NameOf): unknown {
  return mapFields(stage, (field, value) => {
    if (field === nameField && typeof value === 'string') return nameOf(value);
    return field === 'pipeline' ? mapPipeline(value, nameOf) : value;
  });
}

function mapFields(value: unknown, change: (name: string, value: unknown) => unknown): unknown {
  if (!(value instanceof ExactDocument)) return value;
  const mapped = new ExactDocument();
  for (const [name, field] of value) mapped.append(name, change(name, field));
  return mapped;
}
