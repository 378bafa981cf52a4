import { setTimeout as delay } from 'node:timers/promises';
import { EngineError, isGodwitError, messageOf } from '../../lib/errors.ts';
import { MongosyncApiClient } from './api-client.ts';
import { knownFailure } from './known-failures.ts';
import { type InstanceAnswer, type Merged, mergeInstances } from './merge-instances.ts';

/** After a restart mongosync may be silent for two minutes and more (contract, section 1). */
const answerTimeoutMs = 180_000;
const againMs = 100;

/** One mongosync, or one per source shard: asked one by one, told the same. */
export class MongosyncInstances {
  readonly #clients: readonly MongosyncApiClient[];

  constructor(urls: readonly string[]) {
    this.#clients = urls.map((url) => new MongosyncApiClient(url));
  }

  get location(): string {
    return this.#clients.map(({ url }) => url).join(', ');
  }

  async answers(): Promise<readonly InstanceAnswer[]> {
    return await Promise.all(
      this.#clients.map(async (client) => {
        try {
          return { url: client.url, progress: await client.progress() };
        } catch (error) {
          // Silence is an answer; nonsense is an error.
          if (isGodwitError(error) && error.code === 'GW906') return { url: client.url, progress: undefined };
          throw error;
        }
      }),
    );
  }

  async merged(): Promise<Merged & { readonly answering: number; readonly total: number }> {
    const answers = await this.answers();
    const answering = answers.filter(({ progress }) => progress !== undefined).length;
    return { ...mergeInstances(answers), answering, total: answers.length };
  }

  /** @throws EngineError GW906 when one of them does not answer, or does not come out of INITIALIZING, in time */
  async whenReady(hasEnded: () => Promise<string | undefined>): Promise<void> {
    const giveUpAt = performance.now() + answerTimeoutMs;
    for (;;) {
      const answers = await this.answers();
      const silent = answers.filter(({ progress }) => (progress?.['state'] ?? 'INITIALIZING') === 'INITIALIZING');
      if (silent.length === 0) return;
      const ended = await hasEnded();
      if (ended !== undefined) throw endedEarly(ended);
      if (performance.now() > giveUpAt) throw silentFor(silent.map(({ url }) => url));
      await delay(againMs);
    }
  }

  /**
   * The same to all that are in one of the states, at the same time: commit and reverse wait for each other.
   * @throws EngineError GW907 with the first refusal, GW903 when none is in such a state
   */
  async tell(
    endpoint: 'start' | 'pause' | 'resume' | 'commit' | 'reverse',
    states: readonly string[],
    body: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const answers = await this.answers();
    const told = answers.map(({ progress }) => String(progress?.['state'] ?? 'silent'));
    const silent = answers.find(({ progress }) => progress === undefined);
    if (silent !== undefined) throw silentFor([silent.url]);
    const chosen = this.#clients.filter((_client, index) => states.includes(told[index]!));
    if (chosen.length === 0) throw wrongState(endpoint, told);
    const results = await Promise.allSettled(chosen.map(async (client) => await client[endpoint](body)));
    const failed = results.findIndex(({ status }) => status === 'rejected');
    if (failed === -1) return;
    const { reason } = results[failed] as PromiseRejectedResult;
    throw refused(endpoint, chosen[failed]!.url, reason);
  }
}

function wrongState(endpoint: string, told: readonly string[]): EngineError {
  return new EngineError('GW903', {
    summary: `mongosync cannot be told to ${endpoint} while it is ${[...new Set(told)].join(' and ')}`,
    hint: 'See `godwit status` for what can be done now',
  });
}

function refused(endpoint: string, url: string, reason: unknown): EngineError {
  const text = messageOf(reason);
  const known = knownFailure(text);
  const code = isGodwitError(reason) ? reason.code : 'GW907';
  return new EngineError(code, {
    summary: `mongosync at ${url} refused ${endpoint}: ${known?.cause ?? (isGodwitError(reason) ? reason.summary : text)}`,
    detail: known === undefined ? undefined : text,
    hint: known?.fix ?? (isGodwitError(reason) ? reason.hint : undefined),
    cause: reason,
  });
}

function silentFor(urls: readonly string[]): EngineError {
  return new EngineError('GW906', {
    summary: `mongosync at ${urls.join(', ')} does not answer`,
    detail: `It may take two minutes after a start; it was given ${answerTimeoutMs / 1000} s where it was waited for`,
    hint: 'See whether its process runs, and its log for an entry with "level":"fatal"',
  });
}

function endedEarly(reason: string): EngineError {
  const known = knownFailure(reason);
  return new EngineError('GW941', {
    summary: `mongosync ended: ${known?.cause ?? reason}`,
    detail: known === undefined ? undefined : reason,
    hint: known?.fix ?? 'See its log',
  });
}
