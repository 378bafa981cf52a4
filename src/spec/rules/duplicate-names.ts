import { specCodes } from '../error-codes.ts';

import { errorAt, type Finding, indexed, type Rule } from './rule.ts';

/** What must be unique in the lists of a file. */
export const duplicateNames: Rule = (file) => {
  const atlas = file.destination?.atlas;
  return [
    ...duplicates('database user', atlas?.users, '/destination/atlas/users', (user) => user.name),
    ...duplicates(
      'access entry',
      atlas?.ipAccess,
      '/destination/atlas/ipAccess',
      (entry) => entry.cidr ?? entry.ip ?? entry.securityGroup,
    ),
    ...duplicates('custom role', atlas?.customRoles, '/destination/atlas/customRoles', (role) => role.name),
    ...duplicates('sharding entry', file.sharding?.entries, '/sharding/entries', (entry) => entry.namespace),
    ...duplicates('document filter', file.filters?.documents, '/filters/documents', (filter) => filter.namespace),
    ...duplicates('mapping', file.filters?.mapping, '/filters/mapping', (mapping) => mapping.from),
    ...duplicates('mapping target', file.filters?.mapping, '/filters/mapping', (mapping) => mapping.to, '/to'),
    ...duplicates('approval', file.cutover?.gates?.approvals, '/cutover/gates/approvals', (approval) => approval.name),
    ...duplicates('waiver', file.checks?.waive, '/checks/waive', (waiver) => waiver.code),
    ...duplicates(
      'search index',
      file.searchIndexes?.entries,
      '/searchIndexes/entries',
      (entry) => `${entry.namespace} ${entry.name}`,
    ),
    ...duplicates('user', file.usersAndRoles?.passwords, '/usersAndRoles/passwords', (entry) => entry.user),
    ...duplicates('predecessor', file.after, '/after', (entry) => entry.migration),
  ];
};

function duplicates<Item>(
  what: string,
  list: readonly Item[] | undefined,
  pointer: string,
  nameOf: (item: Item) => string | undefined,
  below = '',
): Finding[] {
  const first = new Map<string, number>();
  return indexed(list).flatMap(({ item, index }) => {
    const name = nameOf(item);
    if (name === undefined) return [];
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    return errorAt(`${pointer}/${index}${below}`, specCodes.duplicateName, {
      summary: `The ${what} \`${name}\` is declared twice`,
      detail: `It is number ${earlier + 1} of the list already`,
      hint: 'Remove one of them, or merge the two',
    });
  });
}
