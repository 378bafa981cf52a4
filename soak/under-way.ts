import { pause } from './pause.ts';
import { requests } from './requests.ts';
import type { Happening, Scene } from './scene.ts';

export interface Weather {
  readonly faults: readonly Happening[];
  readonly forMs: number;
  /** Gets what happened, for the record. */
  readonly tell: (what: string) => void;
}

/** Requests and faults, one after the other, until everything is well again. */
export async function underWay(scene: Scene, { faults, forMs, tell }: Weather): Promise<void> {
  const { random, engine, source, destination } = scene;
  for (const endsAt = performance.now() + forMs; performance.now() < endsAt; ) {
    await pause(1_000 + random.below(7_000));
    const isRequest = random.below(3) === 0 || faults.length === 0;
    const { name, happen } = random.pick(isRequest ? requests : faults);
    tell(name);
    await happen(scene);
    await engine.lookAfter();
  }
  await Promise.all([source.allReady(), destination.allReady()]);
  await engine.until('the sync to be under way', ({ state }) => state === 'RUNNING');
}
