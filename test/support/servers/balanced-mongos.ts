import type { Document } from '../driver.ts';
import { StandInMongos } from './stand-in-mongos.ts';

/** A stand-in for a mongos whose cluster has a balancer, which is on. */
export class BalancedMongos implements AsyncDisposable {
  /** As `config.settings` would keep it. */
  balancer: { mode: 'full' | 'off'; inRound: boolean } = { mode: 'full', inRound: false };
  /** The commands on the balancer that changed or would have changed something, in their order. */
  readonly told: string[] = [];
  /** What a command is answered instead of being carried out. */
  readonly refusals = new Map<string, Document>();
  #mongos: StandInMongos | undefined;

  /** @param target `host:port` of the primary of a replica set */
  static async start(target: string): Promise<BalancedMongos> {
    const mongos = new BalancedMongos();
    const [host] = target.split(':');
    mongos.#mongos = await StandInMongos.start(target, (command) => mongos.#answer(Object.keys(command)[0]!, host!));
    return mongos;
  }

  get uri(): string {
    return this.#mongos!.uri;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#mongos![Symbol.asyncDispose]();
  }

  #answer(name: string, host: string): Document | undefined {
    if (/^(?:balancerStop|balancerStart)$/.test(name)) this.told.push(name);
    const refusal = this.refusals.get(name);
    if (refusal !== undefined) return { ok: 0, ...refusal };
    switch (name) {
      case 'listShards':
        return { shards: [{ _id: 'shard0', host: `shard0/${host}`, state: 1 }] };
      case 'balancerStatus':
        return { mode: this.balancer.mode, inBalancerRound: this.balancer.inRound, numBalancerRounds: 7 };
      case 'balancerStart':
        this.balancer = { ...this.balancer, mode: 'full' };
        return {};
      case 'balancerStop':
        this.balancer = { ...this.balancer, mode: 'off' };
        // It is off at once; the command ends with the round, or with its time.
        return this.balancer.inRound
          ? { ok: 0, code: 50, codeName: 'MaxTimeMSExpired', errmsg: 'operation exceeded time limit' }
          : {};
      default:
        return undefined;
    }
  }
}
