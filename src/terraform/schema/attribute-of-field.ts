/** Shapes of migration files as attributes of Terraform. */
import type { CtyType } from '../values/cty-type.ts';
import type { Attribute, PlainAttribute } from './attribute.ts';
import type { Field, Shape } from './shape.ts';

export function attributeOf({ name, description, isRequired, shape }: Field): Attribute {
  return { name, description, ...(isRequired ? { required: true } : { optional: true }), ...typeOf(shape) };
}

type Typed = { readonly type: CtyType } | Pick<Extract<Attribute, { nesting: unknown }>, 'nesting' | 'attributes'>;

function typeOf(shape: Shape): Typed {
  if (shape.kind === 'list' || shape.kind === 'map') {
    const inner = typeOf(shape.kind === 'list' ? shape.items : shape.values);
    if ('type' in inner) return { type: [shape.kind, inner.type] };
    // Lists of lists of blocks do not occur in a file.
    return {
      nesting: shape.kind === 'map' || inner.nesting === 'single' ? shape.kind : inner.nesting,
      attributes: inner.attributes,
    };
  }
  if (shape.kind === 'plain') return { type: shape.type };
  if (shape.kind === 'document') return { type: 'string' };
  if (shape.kind === 'shardKey') return { nesting: 'list', attributes: shardKeyAttributes };
  if (shape.kind === 'reference') return { nesting: 'single', attributes: referenceAttributes(shape) };
  const attributes = shape.fields.map(attributeOf);
  if (shape.kind === 'object') return { nesting: 'single', attributes };
  const word: Attribute = {
    name: shape.word,
    description: `\`true\` for \`${shape.word}\`, without anything else.`,
    type: 'bool',
    optional: true,
  };
  return { nesting: 'single', attributes: [word, ...attributes] };
}

const shardKeyAttributes: readonly Attribute[] = [
  { name: 'field', description: 'Name of the field, with dots for nested ones.', type: 'string', required: true },
  { name: 'hashed', description: 'Hashed instead of ranged. Default: `false`.', type: 'bool', optional: true },
];

const optionalText = (name: string, description: string): PlainAttribute => ({
  name,
  description,
  type: 'string',
  optional: true,
});

/** One of them is given. Names of variables and files are no secrets; arguments of a command might hold one. */
function referenceAttributes({ takesText, isShown }: Extract<Shape, { kind: 'reference' }>): readonly Attribute[] {
  const value = optionalText('value', 'The text itself, without any secret in it: it is kept in the state.');
  return [
    ...(takesText ? [{ ...value, sensitive: !isShown }] : []),
    {
      ...optionalText(
        'value_wo',
        'The text itself, secrets included. It is written to no plan and no state (Terraform 1.11 and newer).',
      ),
      sensitive: true,
      writeOnly: true,
    },
    optionalText('env', 'Name of an environment variable of Terraform that holds it.'),
    optionalText(
      'file',
      'Path of a file that holds it; trailing line breaks are left out. A relative path starts at the working directory of Terraform.',
    ),
    {
      name: 'command',
      description:
        'A program and its arguments; what it writes to standard output counts, without trailing line breaks. No shell is involved.',
      type: ['list', 'string'],
      optional: true,
      sensitive: true,
    },
  ];
}
