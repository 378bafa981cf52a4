/** A client of ClusterSync's HTTP API; it believes nothing. */
import { EngineError } from '../../lib/errors.ts';
import { exchangeJson, nonsense } from '../http/exchange-json.ts';

const statusTimeoutMs = 20_000;
const speaks = 'ClusterSync';

export class ClusterSyncApiClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/+$/, '');
  }

  /** The status as it came; `ok: false` with a reason is a status too. */
  async status(): Promise<Readonly<Record<string, unknown>>> {
    const signal = AbortSignal.timeout(statusTimeoutMs);
    const answer = await exchangeJson(this.url, { method: 'GET', path: '/status', signal, speaks });
    if (typeof answer['state'] === 'string') return answer;
    throw nonsense(this.url, { method: 'GET', path: '/status', speaks }, JSON.stringify(answer));
  }

  async tell(command: 'start' | 'pause' | 'resume' | 'finalize', body: object = {}): Promise<void> {
    const path = `/${command}`;
    const answer = await exchangeJson(this.url, { method: 'POST', path, body, speaks });
    if (answer['ok'] === true) return;
    const { error } = answer;
    if (typeof error !== 'string' || error === '') {
      throw nonsense(this.url, { method: 'POST', path, speaks }, JSON.stringify(answer));
    }
    throw new EngineError('GW907', {
      summary: `ClusterSync refused ${command}: ${error}`,
      hint: 'See `godwit status` for what can be done now',
    });
  }
}
