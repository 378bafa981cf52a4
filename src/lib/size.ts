/** Byte sizes as people write them: `512KB`, `200MB`, `1.5GB`, `64MiB`; a bare number is bytes. */

const unitBytes = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
} as const;
type Unit = keyof typeof unitBytes;

/** The pattern that a size has to match; the JSON Schema carries the same one. */
export const sizePattern = /^\d+(?:\.\d+)?\s?(?:B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$/;

/** Bytes, or `undefined` when the text is no size. */
export function parseSizeBytes(text: string): number | undefined {
  if (!sizePattern.test(text)) return undefined;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s?(\w+)$/.exec(text)!;
  return Math.round(Number(amount) * unitBytes[unit as Unit]);
}

/** Decimal units with three significant digits: `0 B`, `812 B`, `4.2 MB`, `137 MB`, `1.21 TB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : Number(value.toPrecision(3))} ${units[unit]}`;
}

/** Thousands apart, as in `1,204,332`; without what languages know of numbers, which takes a while to load. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
