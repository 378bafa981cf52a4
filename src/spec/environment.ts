import { specCodes } from './error-codes.ts';
import { applyOverlay } from './overlay.ts';
import type { Problem } from './problem.ts';
import { closestMatch, wordList } from './suggestion.ts';
import { collectVariables, type GivenVariables, substitute } from './variables.ts';
import { type Located, type LocatedMap, nodeAt } from './yaml/located.ts';

export interface Variant {
  /** The document as it counts: with the overlay of the environment on it and variables replaced. */
  readonly root: Located;
  readonly problems: readonly Problem[];
}

/** Names of the environments that a document declares. */
export function environmentNames(root: Located): readonly string[] {
  const environments = nodeAt(root, '/environments');
  return environments?.kind === 'map' ? [...environments.entries.keys()] : [];
}

/** The document for one environment, or for none. */
export function variantFor(root: Located, environment: string | undefined, given: GivenVariables): Variant {
  const problems: Problem[] = [];
  if (root.kind !== 'map') return { root, problems };
  const overlay = environment === undefined ? undefined : root.entries.get('environments');
  const chosen = overlay?.kind === 'map' ? overlay.entries.get(environment!) : undefined;
  if (environment !== undefined && chosen === undefined) problems.push(unknownEnvironment(root, environment));
  const fileVariables = root.entries.get('vars');
  const variables = collectVariables([fileVariables, memberOf(chosen, 'vars')], given, problems);
  const whole = withOtherOverlays(root, fileVariables, environment, given);
  const merged = chosen ? applyOverlay(whole, chosen) : whole;
  return { root: substitute(merged, variables, problems), problems };
}

/** Replaces the variables of overlays that are not chosen by their own values; what they lack is told when they are. */
function withOtherOverlays(
  root: LocatedMap,
  fileVariables: Located | undefined,
  chosen: string | undefined,
  given: GivenVariables,
): LocatedMap {
  const environments = root.entries.get('environments');
  if (environments?.kind !== 'map') return root;
  const overlays = [...environments.entries].map(([name, overlay]): [string, Located] => {
    const variables = collectVariables([fileVariables, memberOf(overlay, 'vars')], given, []);
    return [name, name === chosen ? overlay : substitute(overlay, variables, [])];
  });
  return {
    ...root,
    entries: new Map(root.entries).set('environments', { ...environments, entries: new Map(overlays) }),
  };
}

const memberOf = (node: Located | undefined, key: string) => (node?.kind === 'map' ? node.entries.get(key) : undefined);

function unknownEnvironment(root: LocatedMap, environment: string): Problem {
  const names = environmentNames(root);
  const suggestion = closestMatch(environment, names);
  return {
    code: specCodes.unknownEnvironment,
    summary: `The file declares no environment \`${environment}\``,
    detail: names.length > 0 ? `Declared are ${wordList(names, 'and')}` : undefined,
    hint: suggestion ? `Did you mean \`-e ${suggestion}\`?` : `Add it under \`environments\`, or leave \`-e\` out`,
    span: root.entries.get('environments')?.keySpan ?? { start: 0, end: 0 },
    pointer: '/environments',
  };
}
