import { expect } from 'vitest';
import type { CliResult } from './running-cli.ts';

/** Planted in passwords and the like; nothing may ever show it. */
export const plantedSecret = 'S3KRET-of-a-test';

export interface Refusal {
  readonly code: string;
  /** 1 where it is left out. */
  readonly exitCode?: number;
  /** What the message has to name: the side, the host, the thing to do. */
  readonly says: readonly (string | RegExp)[];
  /** A bound for what hangs and no measure of speed, since tests share a machine; 60 s where it is left out. */
  readonly withinMs?: number;
}

/** One clear error, in time: what, where, why, what to do; in the words of whoever uses MongoDB, and without a secret. */
export function expectRefusal(result: CliResult, { code, exitCode = 1, says, withinMs = 60_000 }: Refusal): void {
  const said = result.stdout + result.stderr;
  expect(said.match(/error\[GW\d+\]/g), said).toEqual([`error[${code}]`]);
  for (const words of says) expect(said).toMatch(words instanceof RegExp ? words : new RegExp(escaped(words)));
  expect(said).toContain('= help: ');
  expect(result.exitCode, said).toBe(exitCode);
  expectNoJargon(said);
  expect(result.durationMs).toBeLessThan(withinMs);
}

/** Neither a stack, nor the driver's inner life, nor a secret. */
export function expectNoJargon(said: string): void {
  expect(said).not.toMatch(/\n\s+at |node_modules|node:internal/);
  expect(said).not.toMatch(/Mongo\w*Error|server ?[sS]election|<monitor>|\$clusterTime|lsid/);
  expect(said).not.toMatch(/undefined|NaN|\[object/);
  expect(said).not.toContain(plantedSecret);
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
