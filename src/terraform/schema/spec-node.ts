/** A migration file in the making: a tree that keeps the order of keys, and its text. */

export type SpecNode =
  /** A scalar, or a document of any shape, as JSON text. */
  | { readonly kind: 'json'; readonly json: string }
  | { readonly kind: 'list'; readonly items: readonly SpecNode[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: string, value: SpecNode])[] };

/** `${var.NAME}` in a text stands for itself: Terraform has put its own variables in already. */
const withoutVariables = (json: string) => json.replaceAll(/\$\{var\.[^}]*\}/g, (variable) => `$${variable}`);

export const jsonNode = (json: string): SpecNode => ({ kind: 'json', json: withoutVariables(json) });
export const textNode = (text: string): SpecNode => jsonNode(JSON.stringify(text));

/** As text that is both JSON and YAML. */
export function specText(node: SpecNode, indent = ''): string {
  if (node.kind === 'json') return node.json;
  const inner = `${indent}  `;
  if (node.kind === 'list')
    return block(
      '[',
      ']',
      node.items.map((item) => specText(item, inner)),
      indent,
    );
  const entries = node.entries.map(([key, value]) => `${JSON.stringify(key)}: ${specText(value, inner)}`);
  return block('{', '}', entries, indent);
}

function block(open: string, close: string, parts: readonly string[], indent: string): string {
  if (parts.length === 0) return `${open}${close}`;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}
