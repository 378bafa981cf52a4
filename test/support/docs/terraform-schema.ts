import type { Attribute, NestedAttribute } from '../../../src/terraform/schema/attribute.ts';
import type { CtyType } from '../../../src/terraform/values/cty-type.ts';

/** The section of a page of Terraform's registry that lists attributes. */
export function schemaMarkdown(attributes: readonly Attribute[], elsewhere: ReadonlySet<string>): string {
  const nested = attributes.flatMap((one) => (isPrinted(one, elsewhere) ? nestedSections(one, one.name) : []));
  return ['## Schema', ...groups(attributes, '', elsewhere, 3), ...nested].join('\n\n');
}

const isPrinted = (one: Attribute, elsewhere: ReadonlySet<string>): one is NestedAttribute =>
  'attributes' in one && !elsewhere.has(one.name) && !isReference(one);

const isReference = ({ attributes }: NestedAttribute) =>
  attributes.some(({ name }) => name === 'command') && attributes.length < 6;

function nestedSections(one: NestedAttribute, path: string): string[] {
  const none = new Set<string>();
  return [
    `### Nested Schema for \`${path}\``,
    ...groups(one.attributes, `${path}.`, none, 0),
    ...one.attributes.flatMap((inner) =>
      isPrinted(inner, none) ? nestedSections(inner, `${path}.${inner.name}`) : [],
    ),
  ];
}

function groups(
  attributes: readonly Attribute[],
  path: string,
  elsewhere: ReadonlySet<string>,
  level: number,
): string[] {
  const titled = [
    ['Required', attributes.filter(({ required }) => required)],
    ['Optional', attributes.filter(({ optional }) => optional)],
    ['Read-Only', attributes.filter(({ computed, optional }) => computed && !optional)],
  ] as const;
  return titled
    .filter(([, some]) => some.length > 0)
    .map(([title, some]) => {
      const head = level > 0 ? `${'#'.repeat(level)} ${title}` : `${title}:`;
      return `${head}\n\n${some.map((one) => line(one, path, elsewhere)).join('\n')}`;
    });
}

function line(one: Attribute, path: string, elsewhere: ReadonlySet<string>): string {
  const traits = [kindOf(one), ...(one.sensitive ? ['Sensitive'] : []), ...(one.writeOnly ? ['Write-only'] : [])];
  // As headings are linked to.
  const link = `${path}${one.name}`.replaceAll('.', '');
  const below = isPrinted(one, path === '' ? elsewhere : new Set())
    ? ` (see [below for nested schema](#nested-schema-for-${link}))`
    : '';
  return `- \`${one.name}\` (${traits.join(', ')}) ${one.description}${below}`;
}

function kindOf(one: Attribute): string {
  if ('type' in one) return typeName(one.type);
  if (isReference(one)) return `Reference: one of ${one.attributes.map(({ name }) => `\`${name}\``).join(', ')}`;
  return { single: 'Attributes', list: 'Attributes List', set: 'Attributes Set', map: 'Attributes Map' }[one.nesting];
}

function typeName(type: CtyType): string {
  if (typeof type === 'string')
    return { string: 'String', number: 'Number', bool: 'Boolean', dynamic: 'Dynamic' }[type];
  const kind = `${type[0][0]!.toUpperCase()}${type[0].slice(1)}`;
  return type[0] === 'object' || type[0] === 'tuple' ? kind : `${kind} of ${typeName(type[1])}`;
}
