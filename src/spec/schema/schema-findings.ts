import { childPointer } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import { spanOf } from '../source-file.ts';
import { type Located, nearestNode, nodeAt, type Span } from '../yaml/located.ts';
import { describeSchemaError } from './schema-messages.ts';
import type { SchemaError } from './schema-validator.ts';

/** What the schema finds in a document, one problem per mistake, with the places that hold no valid value. */
export interface SchemaFindings {
  readonly problems: readonly Problem[];
  /** Pointers of values that must not be looked at any further. */
  readonly invalid: readonly string[];
}

/** One error as a problem of the file. */
export function schemaProblem(root: Located, error: SchemaError): Problem {
  return { ...describeSchemaError(root, error), ...placeOf(root, error) };
}

/** Turns ajv's errors, which follow the schema, into problems, which follow the file. */
export function schemaFindings(root: Located, errors: readonly SchemaError[]): SchemaFindings {
  const telling = errors.filter((error) => !isNoise(error) && !isReported(root, error));
  const kept = [...byPlace(telling).values()].flatMap((others) => others.filter((error) => !isOutdone(error, others)));
  return {
    problems: kept.map((error) => schemaProblem(root, error)),
    invalid: telling.flatMap((error) => invalidPlace(error) ?? []),
  };
}

function byPlace(errors: readonly SchemaError[]): ReadonlyMap<string, readonly SchemaError[]> {
  const places = new Map<string, SchemaError[]>();
  for (const error of errors) {
    const others = places.get(error.instancePath);
    if (others) others.push(error);
    else places.set(error.instancePath, [error]);
  }
  return places;
}

/** Keywords that only repeat what an error inside them says in more detail, and the branches of alternatives. */
function isNoise(error: SchemaError): boolean {
  if (error.keyword === 'if') return true;
  if (error.propertyName !== undefined && error.keyword !== 'propertyNames') return true;
  return /\/oneOf\/\d+\/required$/.test(error.schemaPath);
}

/** What is wrong with the value has been told: by YAML, or for a variable in it. */
function isReported(root: Located, error: SchemaError): boolean {
  const node = nodeAt(root, error.instancePath);
  return node?.kind === 'scalar' && node.isReported;
}

/** Among the errors of one place: a value of the wrong type is not also malformed; of several types asked for, the widest is the one to tell. */
function isOutdone(error: SchemaError, others: readonly SchemaError[]): boolean {
  const types = others.filter((other) => other.keyword === 'type');
  if (types.length === 0) return false;
  const widest = types.find((other) => Array.isArray(other.parentSchema.type)) ?? types[0];
  return error !== widest;
}

const isUnknownProperty = (error: SchemaError) => error.keyword === 'additionalProperties';

/** Where the caret goes: to the key for what is wrong with a key, otherwise to the value. */
function placeOf(root: Located, error: SchemaError): { span: Span; pointer: string } {
  const key =
    error.params['additionalProperty'] ??
    (error.keyword === 'propertyNames' ? error.params['propertyName'] : undefined);
  if (key !== undefined) {
    const pointer = childPointer(error.instancePath, String(key));
    return { span: nearestNode(root, pointer)?.keySpan ?? spanOf(root, pointer), pointer };
  }
  const isRepetition = error.keyword === 'uniqueItems';
  const pointer = isRepetition
    ? childPointer(error.instancePath, Math.max(Number(error.params['i']), Number(error.params['j'])))
    : error.instancePath;
  return { span: spanOf(root, pointer), pointer };
}

/** The place whose value cannot be trusted. What only completeness lacks leaves the rest of the block as good as it was. */
function invalidPlace(error: SchemaError): string | undefined {
  if (isUnknownProperty(error)) return childPointer(error.instancePath, String(error.params['additionalProperty']));
  if (error.keyword === 'propertyNames') return childPointer(error.instancePath, String(error.params['propertyName']));
  const isCompleteness = error.parentSchema.additionalProperties === undefined && error.parentSchema.type === undefined;
  return isCompleteness ? undefined : error.instancePath;
}
