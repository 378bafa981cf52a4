/** Looks things up in the schema itself; only messages need that. */
import { schema as root } from '../generated/validate-migration.ts';
import { pointerSegments } from '../pointer.ts';
import { lettersOf } from '../suggestion.ts';
import type { SchemaNode } from './schema-validator.ts';

/** What the schema says of the value at a pointer: the nodes that describe it, the nearest first. */
export function schemaAt(pointer: string): readonly SchemaNode[] {
  let nodes = shapesOf(root);
  for (const segment of pointerSegments(pointer)) {
    nodes = nodes.flatMap((node) => childOf(node, segment)).flatMap(shapesOf);
  }
  return nodes;
}

/** First value of a keyword among the nodes that describe a place. */
export function keywordAt<Key extends keyof SchemaNode>(pointer: string, key: Key): SchemaNode[Key] | undefined {
  return schemaAt(pointer).find((node) => node[key] !== undefined)?.[key];
}

/** The readable paths of properties of this name, in any spelling, shortest first. */
export function placesOf(property: string): readonly string[] {
  index ??= indexOfProperties();
  return index.get(lettersOf(property)) ?? [];
}

let index: ReadonlyMap<string, readonly string[]> | undefined;

function indexOfProperties(): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, Set<string>>();
  const visit = (node: SchemaNode, path: string): void => {
    for (const shape of shapesOf(node)) {
      for (const [name, child] of Object.entries(shape.properties ?? {})) {
        const place = path === '' ? name : `${path}.${name}`;
        places.set(lettersOf(name), (places.get(lettersOf(name)) ?? new Set()).add(place));
        // Overlays repeat everything.
        if (place !== 'environments') visit(child, place);
      }
      if (shape.items) visit(shape.items, `${path}[]`);
    }
  };
  visit(root, '');
  return new Map(
    [...places].map(([name, paths]) => [name, [...paths].sort((left, right) => left.length - right.length)]),
  );
}

function childOf(node: SchemaNode, segment: string): readonly SchemaNode[] {
  const property = Object.hasOwn(node.properties ?? {}, segment) ? node.properties?.[segment] : undefined;
  if (property) return [property];
  if (node.items && /^\d+$/.test(segment)) return [node.items];
  return typeof node.additionalProperties === 'object' ? [node.additionalProperties] : [];
}

const known = new WeakMap<SchemaNode, readonly SchemaNode[]>();

/** A node with all that it refers to and the branches of its unions; what it says itself comes first. */
function shapesOf(node: SchemaNode): readonly SchemaNode[] {
  const shapes = known.get(node) ?? findShapes(node);
  known.set(node, shapes);
  return shapes;
}

function findShapes(node: SchemaNode): readonly SchemaNode[] {
  // Completeness repeats the shapes of everything without describing any of it.
  if (node.$ref === '#/$defs/complete') return [];
  const target = node.$ref === undefined ? undefined : root.$defs?.[node.$ref.replace('#/$defs/', '')];
  const branches = [target, node.then, node.else, ...(node.allOf ?? [])].filter((branch) => branch !== undefined);
  return [node, ...branches.flatMap(shapesOf)];
}
