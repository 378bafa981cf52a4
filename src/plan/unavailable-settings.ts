import type { Migration } from '../spec/migration.ts';

/** A setting of the file that nothing of this version carries out. */
export interface UnavailablePart {
  readonly pointer: string;
  readonly what: string;
}

/** The moments at which this version runs hooks. */
const hookMoments: ReadonlySet<string> = new Set([
  'beforeBlock',
  'afterBlock',
  'beforeSwitch',
  'switch',
  'afterCutover',
  'afterUndo',
  'beforeRollback',
  'afterRollback',
]);

/**
 * Single settings, beside the whole blocks of unavailable.ts, that would be left out in silence. A setting that stands at
 * its default asks for nothing.
 */
export function unavailableSettings(spec: Migration): readonly UnavailablePart[] {
  return [
    ...inSource(spec),
    ...besideTheData(spec),
    ...inVerification(spec),
    ...inCutover(spec),
    ...inThrottle(spec),
    ...part('/terraform', 'terraform for a destination that exists already', isTerraformSet(spec)),
  ];
}

function inSource({ source: { readFrom }, engine }: Migration): readonly UnavailablePart[] {
  const { readPreference, tags, maxStalenessMs } = readFrom;
  if (engine.type === 'builtin') return [];
  const isSet = readPreference !== 'primary' || Object.keys(tags).length > 0 || maxStalenessMs !== undefined;
  return part('/source/readFrom', 'source.readFrom', isSet);
}

/** What no sync engine moves: users and roles. Looking for them is the default, and a check's business. */
function besideTheData({ usersAndRoles, cutover }: Migration): readonly UnavailablePart[] {
  const { mode, include, exclude, passwords } = usersAndRoles;
  const isCopied = mode === 'copy';
  return parts('usersAndRoles', {
    // Those whose write roles the cutover takes.
    include: include.length > 0 && !isCopied && cutover.block.source !== 'roles',
    exclude: exclude.length > 0 && !isCopied,
    passwords: passwords.length > 0 && !isCopied,
  });
}

/**
 * mongosync verifies by itself. Of a live migration only equal sides tell that everything has arrived, so that nothing can
 * be left out, and what differs may be on its way still.
 */
function inVerification({ verification, engine }: Migration): readonly UnavailablePart[] {
  const { onMismatch, exclude, parallelism } = verification;
  const { type } = engine;
  if (type !== 'mongosync' && type !== 'atlasLiveMigration') return [];
  const beside = `with engine.type: ${type}`;
  return [
    ...part('/verification/onMismatch', `verification.onMismatch: repair ${beside}`, onMismatch === 'repair'),
    ...part('/verification/exclude', `verification.exclude ${beside}`, exclude.length > 0),
    ...part(
      '/verification/parallelism',
      `verification.parallelism ${beside}`,
      parallelism !== undefined && type === 'mongosync',
    ),
  ];
}

function inCutover({ cutover }: Migration): readonly UnavailablePart[] {
  const { hooks } = cutover;
  return [
    ...hooks.flatMap(({ on }, index) =>
      part(`/cutover/hooks/${index}/on`, `a hook with on: ${on}`, !hookMoments.has(on)),
    ),
  ];
}

/** The built-in engine alone can be held back. It keeps its limits with the sync, where no secret belongs. */
function inThrottle({ throttle, engine }: Migration): readonly UnavailablePart[] {
  const isOther = engine.type !== 'builtin';
  const { http } = throttle;
  const hasSecret = http !== undefined && [http.url, ...Object.values(http.headers)].some((one) => !('literal' in one));
  return [
    ...part('/throttle/http', 'a secret in throttle.http', hasSecret && !isOther),
    ...parts('throttle', {
      maxDestinationLag: isOther && throttle.maxDestinationLagMs !== undefined,
      maxSourceLag: isOther && throttle.maxSourceLagMs !== undefined,
      readBytesPerSecond: isOther && throttle.readBytesPerSecond !== undefined,
      writeBytesPerSecond: isOther && throttle.writeBytesPerSecond !== undefined,
      http: isOther && http !== undefined,
      schedule: isOther && throttle.schedule.length > 0,
    }),
  ];
}

function isTerraformSet({ terraform, destination }: Migration): boolean {
  const { binary, mode, directory, providerVersion, backend, outputs } = terraform;
  const isSet = [binary, providerVersion, backend, outputs].some((value) => value !== undefined);
  return destination.kind === 'existing' && (isSet || mode !== 'run' || directory !== '.godwit/terraform');
}

function part(pointer: string, what: string, isAskedFor: boolean): readonly UnavailablePart[] {
  return isAskedFor ? [{ pointer, what }] : [];
}

/** Several properties of one block. */
function parts(block: string, asked: Readonly<Record<string, boolean>>): readonly UnavailablePart[] {
  const pointer = `/${block.replaceAll('.', '/')}`;
  return Object.entries(asked).flatMap(([name, isAskedFor]) =>
    part(`${pointer}/${name}`, `${block}.${name}`, isAskedFor),
  );
}
