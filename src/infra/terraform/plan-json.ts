/**
 * A plan as `terraform show -json` writes it, without its secrets. Values that are marked sensitive stand there in clear,
 * marked by a structure beside them: they are masked before anything else sees them.
 */

/** What terraform is going to do with one resource. */
export interface ResourceChange {
  /** Such as `mongodbatlas_advanced_cluster.destination_cluster`. */
  readonly address: string;
  readonly action: 'create' | 'change' | 'replace' | 'remove' | 'adopt';
  /** Attributes that differ, and how; none where the resource is created or removed. */
  readonly differences: readonly Difference[];
  /** Attributes that cannot be changed in place, which is why it is replaced. */
  readonly replacedFor: readonly string[];
}

export interface Difference {
  /** Such as `replication_specs[0].region_configs[0].electable_specs.instance_size`. */
  readonly path: string;
  /** As text; absent where there was or will be no value. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface TerraformPlan {
  readonly changes: readonly ResourceChange[];
  /** What somebody else changed since terraform looked last. */
  readonly drift: readonly ResourceChange[];
}

interface RawChange {
  readonly actions: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: object;
}

interface RawResource {
  readonly address: string;
  readonly mode: string;
  readonly change: RawChange;
}

export function readPlan(json: string): TerraformPlan {
  const plan = JSON.parse(json) as { resource_changes?: RawResource[]; resource_drift?: RawResource[] };
  const read = (list: readonly RawResource[] | undefined) =>
    (list ?? []).filter(({ mode }) => mode === 'managed').flatMap(resourceChange);
  return { changes: read(plan.resource_changes), drift: read(plan.resource_drift) };
}

function resourceChange({ address, change }: RawResource): ResourceChange[] {
  const action = actionOf(change);
  if (action === undefined) return [];
  const before = masked(change.before, change.before_sensitive);
  const after = unknownMarked(masked(change.after, change.after_sensitive), change.after_unknown);
  const compares = action === 'change' || action === 'replace' || action === 'adopt';
  return [
    {
      address,
      action,
      differences: compares ? differences(before, after, '') : [],
      replacedFor: (change.replace_paths ?? []).map(pathText),
    },
  ];
}

function actionOf({ actions, importing }: RawChange): ResourceChange['action'] | undefined {
  const text = actions.join('+');
  if (importing !== undefined && (text === 'no-op' || text === 'update')) return 'adopt';
  switch (text) {
    case 'create':
      return 'create';
    case 'update':
      return 'change';
    case 'delete':
      return 'remove';
    case 'delete+create':
    case 'create+delete':
      return 'replace';
    default:
      return undefined;
  }
}

const secretText = '[secret]';
const unknownText = '(known after apply)';

/** `marks` has the shape of the value, with `true` where it, or all of it, is sensitive. */
function masked(value: unknown, marks: unknown): unknown {
  if (marks === true) return value === null || value === undefined ? value : secretText;
  if (Array.isArray(value)) return value.map((item, index) => masked(item, childOf(marks, index)));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, childOf(marks, key))]));
}

/** What is not known yet is missing in the value, and `true` in `marks`. */
function unknownMarked(value: unknown, marks: unknown): unknown {
  if (marks === true) return unknownText;
  if (Array.isArray(marks) && (Array.isArray(value) || value === undefined)) {
    const length = Math.max(marks.length, (value as unknown[] | undefined)?.length ?? 0);
    return Array.from({ length }, (_, index) => unknownMarked((value as unknown[] | undefined)?.[index], marks[index]));
  }
  if (!isObject(marks)) return value;
  const known = isObject(value) ? value : {};
  const keys = new Set([...Object.keys(known), ...Object.keys(marks)]);
  return Object.fromEntries([...keys].map((key) => [key, unknownMarked(known[key], marks[key])]));
}

function differences(before: unknown, after: unknown, path: string): Difference[] {
  if (isSame(before, after) || (isEmpty(before) && isEmpty(after))) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => differences(before[index], after[index], `${path}[${index}]`)).flat();
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => differences(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  return [{ path, before: textOf(before), after: textOf(after) }];
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Terraform tells an absent block from an empty one; for people they are the same. */
const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.values(value).every(isEmpty));

const textOf = (value: unknown) =>
  isEmpty(value) ? undefined : typeof value === 'string' ? value : JSON.stringify(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const childOf = (marks: unknown, key: string | number): unknown =>
  typeof marks === 'object' && marks !== null ? (marks as Record<string | number, unknown>)[key] : undefined;

const pathText = (path: readonly (string | number)[]) =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
