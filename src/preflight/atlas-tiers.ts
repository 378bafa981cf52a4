/** A dedicated tier of Atlas, for one member. */
export interface AtlasTier {
  readonly name: string;
  readonly memoryBytes: number;
  readonly cores: number;
}

/** From the smallest to the largest; memory in GiB and virtual processors (https://www.mongodb.com/docs/atlas/reference/amazon-aws/). */
export const atlasTiers: readonly AtlasTier[] = (
  [
    ['M10', 2, 2],
    ['M20', 4, 2],
    ['M30', 8, 2],
    ['M40', 16, 4],
    ['M50', 32, 8],
    ['M60', 64, 16],
    ['M80', 128, 32],
    ['M140', 192, 48],
    ['M200', 256, 64],
    ['M300', 384, 96],
  ] as const
).map(([name, memoryGiB, cores]) => ({ name, memoryBytes: memoryGiB * 1024 ** 3, cores }));

/** The smallest tier with that much; the largest where none has. */
export function smallestTier(memoryBytes: number, cores: number): AtlasTier {
  // Machines report a little less memory than they are sold with.
  const fits = atlasTiers.find((tier) => tier.memoryBytes >= memoryBytes * 0.95 && tier.cores >= cores);
  return fits ?? atlasTiers.at(-1)!;
}
