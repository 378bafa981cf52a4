import { specCodes } from '../error-codes.ts';
import type { MigrationFile } from '../generated/migration.ts';
import { errorAt, type Finding, indexed, type Rule } from './rule.ts';

/** Ways of holding writes back that need something that the file does not declare. */
export const writeBlock: Rule = (file) => [...externalBlock(file), ...rolesBlock(file)];

function externalBlock(file: MigrationFile): Finding[] {
  const isStopped = indexed(file.cutover?.hooks).some(
    ({ item }) => item.on === 'beforeBlock' || item.on === 'afterBlock',
  );
  if (file.cutover?.block?.source !== 'external' || isStopped) return [];
  return [
    errorAt('/cutover/block/source', specCodes.blockWithoutHook, {
      summary: '`block.source: external` needs a hook that stops the applications',
      detail: 'Nothing else would hold writes back, and each late write stops the cutover',
      hint: 'Add a hook with `on: beforeBlock`, `run` and `undo` under `cutover.hooks`',
    }),
  ];
}

function rolesBlock(file: MigrationFile): Finding[] {
  const { source, destination } = file.cutover?.block ?? {};
  const isDeclared =
    indexed(file.destination?.atlas?.users).length > 0 || indexed(file.usersAndRoles?.include).length > 0;
  if (isDeclared) return [];
  return Object.entries({ source, destination })
    .filter(([, mode]) => mode === 'roles')
    .map(([side]) =>
      errorAt(`/cutover/block/${side}`, specCodes.blockWithoutUsers, {
        summary: `\`block.${side}: roles\` needs the users whose write roles are taken away`,
        hint: 'Declare them under `destination.atlas.users` or name them in `usersAndRoles.include`',
      }),
    );
}
