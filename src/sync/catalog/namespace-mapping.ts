import type { Namespace } from '../../mongo/namespace.ts';

/** Where a namespace of the source goes. */
export interface NamespaceMapping {
  toDestination(source: Namespace): Namespace;
}

/** Everything keeps its name. */
export const sameNames: NamespaceMapping = { toDestination: (source) => source };
