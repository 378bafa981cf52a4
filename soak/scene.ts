import type { ReplicaSet } from '../test/support/servers/replica-set.ts';
import type { Random } from '../test/support/writer/random.ts';
import type { EngineUnderTest } from './engine-under-test.ts';
import type { Scope } from './scope/scope.ts';

export interface Scene {
  /** By the direction in which is synced at the time. */
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
  readonly scope: Scope;
  readonly engine: EngineUnderTest;
  readonly random: Random;
  /** Where the engine spools changes that it has read. */
  readonly spoolPath: string;
  /** Those that may happen in this round at any moment; none, where others are asked for. */
  readonly faults: readonly Happening[];
  /** Requests for a commit that are possible in this round. */
  readonly commits: readonly Readonly<Record<string, unknown>>[];
}

/** Something that happens to a sync in production; it is over when `happen` returns. */
export interface Happening {
  readonly name: string;
  happen(scene: Scene): Promise<void>;
}

/** One of the faults, beside something else. */
export async function breakSomething(scene: Scene, tell: (name: string) => void = () => {}): Promise<void> {
  if (scene.faults.length === 0) return;
  const { name, happen } = scene.random.pick(scene.faults);
  tell(name);
  await happen(scene);
}
