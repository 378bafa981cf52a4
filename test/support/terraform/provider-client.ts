/** What Terraform asks of the provider, asked over gRPC without a Terraform: newer calls than the one on PATH knows. */
import { credentials, makeGenericClientConstructor, ServerCredentials } from '@grpc/grpc-js';
import { actions } from '../../../src/terraform/actions/actions.ts';
import type { DiagnosticMessage } from '../../../src/terraform/protocol/diagnostic.ts';
import { providerService } from '../../../src/terraform/protocol/messages.ts';
import { listen, serverOf } from '../../../src/terraform/protocol/serve.ts';
import type { Provider as BuiltProvider } from '../../../src/terraform/provider.ts';
import { objectType } from '../../../src/terraform/schema/attribute.ts';
import { toDynamicMessage } from '../../../src/terraform/values/dynamic-message.ts';
import type { ValueMap } from '../../../src/terraform/values/value.ts';
import type { GodwitProject } from '../cli/project.ts';
import { repositoryPath } from '../docs/pages.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are as different as the calls
type Answer = any;

/** An action that goes on. */
export interface Invocation {
  /** What it told so far. */
  readonly told: readonly string[];
  /** How it ended; rejected when it was cancelled. */
  readonly ended: Promise<readonly DiagnosticMessage[]>;
  cancel(): void;
}

export class ProviderClient implements AsyncDisposable {
  readonly #client: Answer;
  readonly #close: () => void;

  private constructor(client: Answer, close: () => void) {
    this.#client = client;
    this.#close = close;
  }

  /** The built provider: it starts engines, which are programs. */
  static async start({ directory, env }: Pick<GodwitProject, 'directory' | 'env'>): Promise<ProviderClient> {
    const built = await import(repositoryPath('dist/terraform/provider.js'));
    const now = () => new Date();
    const provider: BuiltProvider = new built.Provider({ env, cwd: directory, now, tell: () => {} });
    const server = serverOf(provider.calls(), provider.streams());
    const port = await listen(server, ServerCredentials.createInsecure());
    const Client = makeGenericClientConstructor(providerService as never, 'Provider');
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    return new ProviderClient(client, () => {
      client.close();
      server.forceShutdown();
    });
  }

  async call(name: string, request: object = {}): Promise<Answer> {
    return await new Promise((resolve, reject) => {
      this.#client[name](request, (error: Error | null, answer: Answer) => (error ? reject(error) : resolve(answer)));
    });
  }

  /** The diagnostics of the call. */
  async validate(typeName: string, config: ValueMap): Promise<readonly DiagnosticMessage[]> {
    return (await this.call('ValidateActionConfig', { typeName, config: message(typeName, config) })).diagnostics;
  }

  /** The diagnostics of the call. */
  async plan(actionType: string, config: ValueMap): Promise<readonly DiagnosticMessage[]> {
    return (await this.call('PlanAction', { actionType, config: message(actionType, config) })).diagnostics;
  }

  invoke(actionType: string, config: ValueMap): Invocation {
    const stream = this.#client.InvokeAction({ actionType, config: message(actionType, config) });
    const told: string[] = [];
    const ended = new Promise<readonly DiagnosticMessage[]>((resolve, reject) => {
      let last: Answer;
      stream.on('data', ({ progress, completed }: Answer) => {
        if (progress != null) told.push(progress.message);
        last = completed ?? last;
      });
      stream.on('error', reject);
      stream.on('end', () =>
        last == null ? reject(new Error('It ended without saying how')) : resolve(last.diagnostics),
      );
    });
    ended.catch(() => {});
    return { told, ended, cancel: () => stream.cancel() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
  }
}

/** Everything that is not given is null, as Terraform sends it. */
function message(name: string, config: ValueMap): object {
  const { attributes } = actions[name]!;
  const nothing = Object.fromEntries(attributes.map((one) => [one.name, null]));
  return toDynamicMessage(objectType(attributes), { ...nothing, ...config });
}
