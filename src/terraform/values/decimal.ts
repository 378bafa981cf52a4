/** Numbers as Terraform has them: decimals of any length, compared exactly. */

/** `digits` / 10^`scale`, in lowest terms. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** More zeros than any number of a configuration has; keeps `1e999999999` from filling the memory. */
const mostZeros = 10_000;

/** Undefined for what is no numeral. */
export function decimalFrom(value: number | bigint | string): Decimal | undefined {
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  const found = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(String(value));
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = found;
  const places = fraction.length - Number(exponent);
  if (Math.abs(places) > mostZeros) return undefined;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  return places > 0 ? reduced(digits, places) : { digits: digits * 10n ** BigInt(-places), scale: 0 };
}

function reduced(digits: bigint, scale: number): Decimal {
  let [rest, places] = [digits, scale];
  while (places > 0 && rest % 10n === 0n) [rest, places] = [rest / 10n, places - 1];
  return { digits: rest, scale: places };
}

/** The decimal that a double is: not the shortest one that denotes it. */
export function exactDecimal(double: number): Decimal {
  let [scaled, doublings] = [double, 0];
  while (!Number.isInteger(scaled)) [scaled, doublings] = [scaled * 2, doublings + 1];
  return reduced(BigInt(scaled) * 5n ** BigInt(doublings), doublings);
}

const isSameDecimal = (a: Decimal, b: Decimal): boolean => a.digits === b.digits && a.scale === b.scale;

/** Without an exponent. */
export function decimalText({ digits, scale }: Decimal): string {
  if (scale === 0) return String(digits);
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The simplest JavaScript value for it: see `Value`. */
export function decimalValue(decimal: Decimal): number | bigint | string {
  if (decimal.scale === 0) {
    const number = Number(decimal.digits);
    return Number.isSafeInteger(number) ? number : decimal.digits;
  }
  const text = decimalText(decimal);
  const shortest = decimalFrom(Number(text));
  return shortest !== undefined && isSameDecimal(shortest, decimal) ? Number(text) : text;
}
