import { specCodes } from '../error-codes.ts';
import { childPointer } from '../pointer.ts';
import { closestMatch, wordList } from '../suggestion.ts';
import { type Located, nodeAt } from '../yaml/located.ts';
import { flowText } from './flow-text.ts';
import { exampleHint, type Message, shown, subject, titleOf } from './message-parts.ts';
import type { SchemaError } from './schema-validator.ts';
import { keywordAt, placesOf } from './schema-walk.ts';
import { describeWrongType } from './type-messages.ts';

/** One sentence for one violated keyword, made of the value, its place, and what the schema says of it. */
export function describeSchemaError(root: Located, error: SchemaError): Message {
  const describe = messages[error.keyword] ?? notValid;
  return describe(error, nodeAt(root, error.instancePath));
}

type Describe = (error: SchemaError, node: Located | undefined) => Message;

const messages: Readonly<Record<string, Describe>> = {
  additionalProperties: unknownProperty,
  required: (error) => missing(error, String(error.params['missingProperty'])),
  dependentRequired: (error) => ({
    code: specCodes.missingProperty,
    summary: `\`${error.params['property']}\` needs \`${error.params['missingProperty']}\` beside it`,
  }),
  oneOf: alternatives,
  type: describeWrongType,
  enum: unknownValue,
  pattern: malformed,
  minLength: (error) => ({
    code: specCodes.emptyValue,
    summary: `${subject(error)} is empty`,
    hint: exampleHint(error.parentSchema),
  }),
  maxLength: (error) => ({
    code: specCodes.malformedValue,
    summary: `${subject(error)} has ${String(error.data).length} characters, and ${error.params['limit']} are allowed`,
  }),
  minimum: outOfRange,
  maximum: outOfRange,
  exclusiveMinimum: outOfRange,
  minItems: (error) => counted(error, 'at least', 'item'),
  maxItems: (error) => counted(error, 'at most', 'item'),
  minProperties: (error) => counted(error, 'at least', 'property'),
  uniqueItems: (error) => ({
    code: specCodes.wrongCount,
    summary: `${subject(error)} holds the same item twice`,
    hint: 'Remove one of them',
  }),
  propertyNames: (error) => ({
    code: specCodes.badKey,
    summary: `\`${error.params['propertyName']}\` cannot be a name here`,
    hint: 'Names start with a letter or underscore and go on with letters, digits, underscores and hyphens',
  }),
};

/** For keywords that the schema does not use yet. */
const notValid: Describe = (error) => ({ code: specCodes.malformedValue, summary: `${subject(error)} is not valid` });

function unknownProperty(error: SchemaError): Message {
  const property = String(error.params['additionalProperty']);
  const known = Object.keys(error.parentSchema.properties ?? {});
  const suggestion = closestMatch(property, known);
  const place = error.instancePath === '' ? '' : ` in ${subject(error)}`;
  return {
    code: specCodes.unknownProperty,
    summary: `Unknown property \`${property}\`${place}`,
    hint: suggestion
      ? `Did you mean \`${suggestion}\`?`
      : (elsewhere(property) ?? `Known here: ${wordList(known, 'and')}`),
  };
}

/** Where the property would be right; a name that is used all over says nothing. */
function elsewhere(property: string): string | undefined {
  const places = placesOf(property);
  return places.length > 0 && places.length <= 8 ? `There is ${wordList(places.slice(0, 2), 'and')}` : undefined;
}

function missing(error: SchemaError, property: string): Message {
  const pointer = childPointer(error.instancePath, property);
  const place = error.instancePath === '' ? '' : ` in ${subject(error)}`;
  const example = keywordAt(pointer, 'examples')?.[0];
  return {
    code: specCodes.missingProperty,
    summary: `\`${property}\` is missing${place}`,
    detail: firstSentence(keywordAt(pointer, 'description')),
    hint: example === undefined ? undefined : `Add \`${property}: ${flowText(example)}\``,
  };
}

/** Up to the first full stop; what follows is for the reference. */
const firstSentence = (text: string | undefined) => text?.split('. ')[0]?.replace(/\.$/, '');

function alternatives(error: SchemaError): Message {
  const branches = (error.parentSchema.oneOf ?? []).map((branch) => branch.required?.join('` with `') ?? '');
  const passing = error.params['passingSchemas'] as readonly number[] | null;
  const place = error.instancePath === '' ? 'the file' : subject(error);
  if (passing === null) {
    return { code: specCodes.alternatives, summary: `One of ${wordList(branches)} is missing in ${place}` };
  }
  const given = passing.map((index) => `\`${branches[index]}\``).join(' and ');
  return {
    code: specCodes.alternatives,
    summary: `${given} exclude each other in ${place}`,
    hint: 'Remove all but one of them',
  };
}

function unknownValue(error: SchemaError, node: Located | undefined): Message {
  const allowed = (error.parentSchema.enum ?? []).map(String);
  const canBeMisspelled = typeof error.data === 'string' && allowed.length > 1;
  const suggestion = canBeMisspelled ? closestMatch(String(error.data), allowed) : undefined;
  const values =
    allowed.length === 1 ? `The only possible value is \`${allowed[0]}\`` : `Possible values are ${wordList(allowed)}`;
  return {
    code: specCodes.unknownValue,
    summary: `${shown(node)} is not possible for ${subject(error)}`,
    detail: suggestion ? values : undefined,
    hint: suggestion ? `Did you mean \`${suggestion}\`?` : values,
  };
}

function malformed(error: SchemaError, node: Located | undefined): Message {
  const title = titleOf(error.parentSchema) ?? 'valid here';
  return {
    code: specCodes.malformedValue,
    summary: `${shown(node)} is not ${title}`,
    detail: error.parentSchema.title ? firstSentence(error.parentSchema.description) : undefined,
    hint: exampleHint(error.parentSchema),
  };
}

function outOfRange(error: SchemaError, node: Located | undefined): Message {
  const bound = { minimum: 'at least', maximum: 'at most' }[error.keyword] ?? 'more than';
  return {
    code: specCodes.valueOutOfRange,
    summary: `${shown(node)} is out of range for ${subject(error)}`,
    hint: `It has to be ${bound} ${error.params['limit']}`,
  };
}

function counted(error: SchemaError, bound: string, unit: string): Message {
  const limit = Number(error.params['limit']);
  const verb = bound === 'at least' ? 'needs' : 'takes';
  const units = limit === 1 ? unit : unit.replace(/y$/, 'ie').concat('s');
  return {
    code: specCodes.wrongCount,
    summary: `${subject(error)} ${verb} ${bound} ${limit} ${units}`,
    hint: exampleHint(error.parentSchema),
  };
}
