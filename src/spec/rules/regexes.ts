import { specCodes } from '../error-codes.ts';
import type { NamespaceFilter, Regex } from '../generated/migration.ts';
import { namespaceFilters } from './namespace-filters.ts';
import { compilePattern } from './regex.ts';
import { errorAt, type Finding, type Rule } from './rule.ts';

/** Patterns that cannot be compiled would fail on the server, hours later. */
export const regexes: Rule = (file) =>
  namespaceFilters(file).flatMap(({ filter, pointer }) => [
    ...check(filter, 'databaseRegex', pointer),
    ...check(filter, 'collectionsRegex', pointer),
  ]);

function check(filter: NamespaceFilter, property: 'databaseRegex' | 'collectionsRegex', pointer: string): Finding[] {
  const regex: Regex | undefined = filter[property];
  if (regex === undefined) return [];
  const compiled = compilePattern(regex.pattern, regex.options);
  if ('regex' in compiled) return [];
  return [
    errorAt(`${pointer}/${property}/pattern`, specCodes.invalidRegex, {
      summary: `The pattern \`${regex.pattern}\` is not a regular expression`,
      detail: compiled.problem,
      hint: /^[*?]/.test(regex.pattern)
        ? 'A regular expression is no wildcard: `.*` stands for anything, and without `^` it matches in the middle as well'
        : 'Put a backslash before characters that are meant literally, and the pattern into single quotation marks',
    }),
  ];
}
