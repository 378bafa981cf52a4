/** Where in a value something is: the steps that diagnostics of the protocol carry. */

export type PathStep =
  | { readonly attributeName: string }
  | { readonly elementKeyString: string }
  | { readonly elementKeyInt: number };

export type ValuePath = readonly PathStep[];

/** As people write it: `source.hosts[0].tags["a"]`. */
export function pathText(path: ValuePath): string {
  const text = path.map((step) => {
    if ('attributeName' in step) return `.${step.attributeName}`;
    return `[${JSON.stringify('elementKeyString' in step ? step.elementKeyString : step.elementKeyInt)}]`;
  });
  return text.join('').replace(/^\./, '');
}
