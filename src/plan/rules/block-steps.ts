import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import type { Passage } from './passage.ts';

/** How applications are kept from writing to the cluster that they leave. */
export function blockSteps(input: PlanInput, { transaction, from }: Passage): readonly Step[] {
  const { spec, capabilities } = input;
  const { block } = spec.cutover;
  if (block.source === 'external' || capabilities.blocksSource === 'engine') return [];
  const isFiltered = spec.filters.include.length + spec.filters.exclude.length > 0;
  const common = { kind: 'blockSource', symbol: '~', transaction, startsDeadline: true } as const;
  if (block.source === 'roles') {
    const users = declaredUsers(spec);
    return [
      step({
        ...common,
        summary: `Take the write roles on the ${from} from ${users.join(', ')}`,
        details: ['Applications get error 13 (Unauthorized) for writes; reads go on; other users are not stopped'],
        inverse: 'the roles are given back',
        inputs: { block: 'roles', users },
      }),
    ];
  }
  return [
    step({
      ...common,
      summary: `Block writes on the ${from} (setUserWriteBlockMode)`,
      details: [
        'Applications get error 371 (UserWritesBlocked) for writes; reads go on',
        ...(isFiltered ? [`The whole cluster is blocked, these databases too: ${outOfScope(input)}`] : []),
      ],
      inverse: `writes are allowed on the ${from} again`,
    }),
  ];
}

/** The users whose write roles are taken, as `database.name`. */
export function declaredUsers({ usersAndRoles, destination }: PlanInput['spec']): readonly string[] {
  if (usersAndRoles.include.length > 0) return usersAndRoles.include;
  if (destination.kind !== 'atlas') return [];
  return destination.atlas.users.map(({ name }) => `admin.${name}`);
}

function outOfScope({ observation }: PlanInput): string {
  const { otherDatabases } = observation.source;
  return otherDatabases.length === 0 ? 'none at present' : otherDatabases.join(', ');
}
