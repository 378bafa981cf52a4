import type { Document } from '../driver.ts';
import { LedgerGate } from './ledger-gate.ts';
import type { GodwitProject, ProjectOptions } from './project.ts';
import { ServerPair } from './server-pair.ts';

/** A pair of a test file's own, and a gate before the destination, through which its projects reach their ledgers. */
export class GatedPair implements AsyncDisposable {
  readonly pair: ServerPair;
  readonly gate: LedgerGate;

  private constructor(pair: ServerPair, gate: LedgerGate) {
    this.pair = pair;
    this.gate = gate;
  }

  static async start(): Promise<GatedPair> {
    const pair = await ServerPair.start();
    return new GatedPair(pair, await LedgerGate.open(pair.destination.members[0]!.host));
  }

  async project(file: Document = {}): Promise<GodwitProject> {
    return await gatedProject(this.pair, this.gate, { file });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.gate[Symbol.asyncDispose]();
    await this.pair[Symbol.asyncDispose]();
  }
}

/** A project that migrates from the one to the other of the pair and reaches its ledger through the gate. */
export async function gatedProject(
  pair: ServerPair,
  gate: LedgerGate,
  { file = {}, env = {}, ...rest }: Partial<ProjectOptions> = {},
): Promise<GodwitProject> {
  return await pair.project({
    ...rest,
    env: { LEDGER_URI: gate.uri, ...env },
    file: { ...file, ledger: { type: 'mongodb', mongodb: { uri: { env: 'LEDGER_URI' } } } },
  });
}
