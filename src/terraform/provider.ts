/**
 * The calls of Terraform's plugin protocol, answered by the resources. Knows nothing of migrations, and nothing of how it is
 * reached.
 */
import { actionNames, actionSchemas, invokeAction, planAction, validateAction } from './action-calls.ts';
import type { ProviderContext } from './context.ts';
import { dataSources } from './data/data-sources.ts';
import type { DataSource } from './data-source.ts';
import { migrationResource } from './migration/resource.ts';
import { diagnosticMessage, failureDiagnostic, pathOfFailure } from './protocol/diagnostic.ts';
import { schemaMessage } from './protocol/schema-message.ts';
import type { Resource } from './resource.ts';
import { objectType, writeOnlyPaths } from './schema/attribute.ts';
import type { AttributeDiagnostic } from './schema/spec-from-config.ts';
import { type DynamicMessage, fromDynamicMessage, toDynamicMessage } from './values/dynamic-message.ts';
import type { ValueMap } from './values/value.ts';
import type { ValuePath } from './values/value-path.ts';

const resources: Readonly<Record<string, Resource>> = { godwit_migration: migrationResource };

// biome-ignore lint/suspicious/noExplicitAny: messages are as different as the calls of the protocol
type Request = any;
type Call = (request: Request) => Promise<object> | object;
/** One whose answer comes in events, until nobody listens any more. */
type StreamedCall = (request: Request, emit: (event: object) => void, gone: AbortSignal) => Promise<void>;

export class Provider {
  readonly #context: Omit<ProviderContext, 'signal'>;
  readonly #running = new Set<Promise<unknown>>();
  #stop = new AbortController();

  constructor(context: Omit<ProviderContext, 'signal'>) {
    this.#context = context;
  }

  /** Everything stops at the next point from where it can be taken up. */
  stop(): void {
    if (this.#running.size > 0) this.#stop.abort(new Error('Terraform was interrupted'));
  }

  /** Until nothing goes on any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running]);
  }

  /** By name, as the protocol has them. */
  calls(): Readonly<Record<string, Call>> {
    const calls: Record<string, Call> = {
      GetMetadata: () => ({
        serverCapabilities,
        resources: Object.keys(resources).map((typeName) => ({ typeName })),
        dataSources: Object.keys(dataSources).map((typeName) => ({ typeName })),
        actions: actionNames.map((typeName) => ({ typeName })),
      }),
      GetProviderSchema: () => ({
        provider: schemaMessage('Migrations between MongoDB clusters, by godwit.', []),
        resourceSchemas: schemaMessages(resources),
        dataSourceSchemas: schemaMessages(dataSources),
        actionSchemas: actionSchemas(),
        serverCapabilities,
      }),
      GetResourceIdentitySchemas: () => ({}),
      ValidateProviderConfig: () => ({}),
      ValidateDataResourceConfig: async ({ typeName, config }) => {
        const { source, type } = typedSource(typeName);
        const work = await source.load();
        const found = await work.validate(fromDynamicMessage(type, config) as ValueMap, this.#current);
        return { diagnostics: found.filter(({ severity }) => severity === 'error').map(diagnosticMessage) };
      },
      ReadDataSource: async ({ typeName, config }) => {
        const { source, type } = typedSource(typeName);
        const work = await source.load();
        const wished = fromDynamicMessage(type, config) as ValueMap;
        const { state, diagnostics } = await work
          .read(wished, this.#current)
          .catch(async (error: unknown) => ({ state: null, diagnostics: [await diagnosticOf(error, wished)] }));
        return { state: toDynamicMessage(type, state), diagnostics: diagnostics.map(diagnosticMessage) };
      },
      ConfigureProvider: () => {
        if (this.#stop.signal.aborted) this.#stop = new AbortController();
        return {};
      },
      ValidateResourceConfig: async (request) => await this.#validate(request),
      UpgradeResourceState: ({ typeName, rawState }) => {
        const { type } = typed(typeName);
        return { upgradedState: toDynamicMessage(type, fromDynamicMessage(type, rawState)) };
      },
      ReadResource: async (request) => await this.#read(request),
      PlanResourceChange: async (request) => await this.#plan(request),
      ApplyResourceChange: async (request) => await this.#apply(request),
      ImportResourceState: async ({ typeName, id }) => {
        const { resource, type } = typed(typeName);
        const state = await resource.adopt(id, this.#current);
        return { importedResources: [{ typeName, state: toDynamicMessage(type, state) }] };
      },
      ValidateActionConfig: async (request) => await validateAction(request, this.#current),
      PlanAction: async (request) => await planAction(request, this.#current),
      StopProvider: () => {
        this.stop();
        return {};
      },
    };
    return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, this.#guarded(call)]));
  }

  /** Those that are answered bit by bit. */
  streams(): Readonly<Record<string, StreamedCall>> {
    return {
      InvokeAction: async (request, emit, gone) => {
        const signal = AbortSignal.any([this.#stop.signal, gone]);
        // Progress behind an interruption ends the loop in which Terraform 1.15 reads events, and the next event crashes it.
        const tell = (message: string) =>
          signal.aborted ? this.#context.tell(message) : emit({ progress: { message } });
        const invoke = this.#guarded(async () => await invokeAction(request, { ...this.#context, signal, tell }));
        const last = await invoke(request);
        emit('diagnostics' in last ? { completed: last } : last);
      },
    };
  }

  get #current(): ProviderContext {
    return { ...this.#context, signal: this.#stop.signal };
  }

  /** Whatever is thrown is told as a diagnostic. */
  #guarded(call: Call): Call {
    return async (request) => {
      const work = Promise.resolve().then(() => call(request));
      this.#running.add(work);
      try {
        return await work;
      } catch (error) {
        return { diagnostics: [await messageOfFailure(error)] };
      } finally {
        this.#running.delete(work);
      }
    };
  }

  async #validate({ typeName, config, clientCapabilities }: Request): Promise<object> {
    const { resource, type } = typed(typeName);
    const value = fromDynamicMessage(type, config) as ValueMap;
    const kept = clientCapabilities?.writeOnlyAttributesAllowed ? [] : writeOnlyPaths(resource.attributes, value);
    const found = [...kept.map(wouldBeKept), ...(await resource.validate(value, this.#current))];
    return { diagnostics: found.map(diagnosticMessage) };
  }

  async #read({ typeName, currentState }: Request): Promise<object> {
    const { resource, type } = typed(typeName);
    const before = fromDynamicMessage(type, currentState) as ValueMap;
    const { state, diagnostics } = await resource.read(before, this.#current);
    return { newState: toDynamicMessage(type, state), diagnostics: diagnostics.map(diagnosticMessage) };
  }

  async #plan({ typeName, priorState, proposedNewState, config }: Request): Promise<object> {
    const { resource, type } = typed(typeName);
    const [prior, proposed, wished] = valuesOf(type, [priorState, proposedNewState, config]);
    const { state, replacing, diagnostics } = await resource
      .plan({ prior, proposed, config: wished }, this.#current)
      .catch(async (error: unknown) => ({
        state: proposed,
        replacing: [],
        diagnostics: [await diagnosticOf(error, wished)],
      }));
    return {
      plannedState: toDynamicMessage(type, state),
      requiresReplace: (replacing ?? []).map((steps) => ({ steps })),
      diagnostics: diagnostics.map(diagnosticMessage),
    };
  }

  async #apply({ typeName, priorState, plannedState, config }: Request): Promise<object> {
    const { resource, type } = typed(typeName);
    const [prior, proposed, wished] = valuesOf(type, [priorState, plannedState, config]);
    const { state, diagnostics } = await resource
      .apply({ prior, proposed, config: wished }, this.#current)
      .catch(async (error: unknown) => ({ state: prior, diagnostics: [await diagnosticOf(error, wished)] }));
    return { newState: toDynamicMessage(type, state), diagnostics: diagnostics.map(diagnosticMessage) };
  }
}

/** Nothing here depends on being asked for the schema first: Terraform asks one of the processes that it starts for a command. */
const serverCapabilities = { planDestroy: true, getProviderSchemaOptional: true };

type Nullable = ValueMap | null;

function valuesOf(
  type: ReturnType<typeof objectType>,
  messages: readonly DynamicMessage[],
): [Nullable, Nullable, Nullable] {
  return messages.map((message) => fromDynamicMessage(type, message) as Nullable) as [Nullable, Nullable, Nullable];
}

function typed(name: string) {
  const resource = resources[name]!;
  return { resource, type: objectType(resource.attributes) };
}

function typedSource(name: string) {
  const source = dataSources[name]!;
  return { source, type: objectType(source.attributes) };
}

const schemaMessages = (all: Readonly<Record<string, Resource | DataSource>>) =>
  Object.fromEntries(
    Object.entries(all).map(([name, { description, attributes }]) => [name, schemaMessage(description, attributes)]),
  );

/** @param config what was asked for, whose attributes the failure may be about */
async function diagnosticOf(error: unknown, config: ValueMap | null): Promise<AttributeDiagnostic> {
  const { outsideFailure } = await import('../pipeline/outside-failure.ts');
  const failure = outsideFailure(error);
  return failureDiagnostic(failure, pathOfFailure(failure, config));
}

const messageOfFailure = async (error: unknown) => diagnosticMessage(await diagnosticOf(error, null));

const wouldBeKept = (path: ValuePath): AttributeDiagnostic => ({
  severity: 'error',
  code: 'GW779',
  summary: 'This Terraform would keep in its state what is meant to be kept nowhere',
  hint: 'Use Terraform or OpenTofu 1.11 or newer, or give a reference (`env`, `file`, `command`) instead',
  path,
});
