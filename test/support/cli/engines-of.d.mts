export function enginesOf(directory: string): number[];
export function killEnginesOf(directory: string): void;
