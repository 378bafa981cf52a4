import type { Observation } from '../observe/observation.ts';
import type { Migration } from '../spec/migration.ts';

/** A modest cluster across a network; said wherever it is used. */
export const assumedBytesPerSecond = 25_000_000;

/** Seconds until everything in scope is copied: by the measured rate, or the throttle, or what is assumed. */
export function copyForecast(spec: Migration, { source, engine }: Observation): { seconds: number; basis: string } {
  const { progress } = engine;
  const collections = source.namespaces.filter(({ type }) => type !== 'view');
  const total = progress?.totalBytes ?? collections.reduce((sum, { bytes }) => sum + bytes, 0);
  const left = Math.max(0, total - (progress?.copiedBytes ?? 0));
  const measured = progress?.copyBytesPerSecond;
  if (measured !== undefined && measured > 0) return { seconds: left / measured, basis: 'the measured rate' };
  const limit = spec.throttle.readBytesPerSecond;
  if (limit !== undefined && limit < assumedBytesPerSecond) {
    return { seconds: left / limit, basis: 'throttle.readBytesPerSecond' };
  }
  const basis = `${assumedBytesPerSecond / 1_000_000} MB/s, assumed until it is measured`;
  return { seconds: left / assumedBytesPerSecond, basis };
}
