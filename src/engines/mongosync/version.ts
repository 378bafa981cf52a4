import { coerce, gte } from 'semver';

/** Whether a version is at least another; one that is not known is taken for the newest. */
export function isAtLeast(version: string | undefined, wanted: `${number}.${number}`): boolean {
  const known = coerce(version);
  return known === null || gte(known, `${wanted}.0`);
}

/** The version in what a program prints for `--version`, whose form is documented nowhere. */
export function versionIn(text: string): string | undefined {
  return /\d+\.\d+\.\d+/.exec(text)?.[0];
}
