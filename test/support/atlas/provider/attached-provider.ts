/**
 * Stands in for the Atlas provider: served by the test's own process and attached to a real terraform
 * (TF_REATTACH_PROVIDERS), it carries resources through to the fake Atlas. What it cannot show is whether the real provider
 * would accept a stack.
 */
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { ResolvedCredentials } from '../../../../src/atlas/credentials.ts';
import { reattachVariable } from '../../../../src/terraform/attached/reattach.ts';
import { providerService } from '../../../../src/terraform/protocol/messages.ts';
import { AtlasCaller } from './atlas-caller.ts';
import { dataSources, type Resource, resources } from './resources.ts';
import { complete, optional, type SchemaSpec, schemaMessage } from './schema.ts';
import { decodeValue, encodeValue, isSame, isUnknown, type State, unknown } from './values.ts';

const providerSchema: SchemaSpec = { base_url: optional(), public_key: optional(), private_key: optional() };
const address = 'registry.terraform.io/mongodb/mongodbatlas';

// biome-ignore lint/suspicious/noExplicitAny: messages are as different as the calls of the protocol
type Message = any;

export class AttachedProvider implements AsyncDisposable {
  /** For the environment of terraform. */
  readonly env: Readonly<Record<string, string>>;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.env = { TF_REATTACH_PROVIDERS: reattachVariable(port, undefined, [address]) };
  }

  static async start(credentials: ResolvedCredentials): Promise<AttachedProvider> {
    const server = new Server();
    server.addService(providerService as never, implementation(credentials));
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    return new AttachedProvider(server, port);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#server.forceShutdown();
    return Promise.resolve();
  }
}

function implementation(credentials: ResolvedCredentials): UntypedServiceImplementation {
  let api: AtlasCaller;
  let stop = new AbortController();
  const handlers: Record<string, (request: Message) => Promise<object> | object> = {
    GetProviderSchema: () => ({
      provider: schemaMessage(providerSchema),
      resourceSchemas: schemasOf(resources),
      dataSourceSchemas: schemasOf(dataSources),
      serverCapabilities: {},
    }),
    GetResourceIdentitySchemas: () => ({}),
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: () => ({}),
    ValidateDataResourceConfig: () => ({}),
    ConfigureProvider: ({ config }) => {
      stop = new AbortController();
      api = new AtlasCaller(String(decodeValue(config)?.['base_url']), credentials, stop.signal);
      return {};
    },
    UpgradeResourceState: ({ typeName, rawState }) => {
      const state = JSON.parse(Buffer.from(rawState.json).toString());
      return { upgradedState: encodeValue(complete(resources[typeName]!.schema, state) as State) };
    },
    ReadResource: async ({ typeName, currentState }) => {
      const { read, schema } = resources[typeName]!;
      const seen = await read(decodeValue(currentState)!, api);
      return { newState: encodeValue(seen && (complete(schema, seen) as State)) };
    },
    PlanResourceChange: (request) => plan(resources[request.typeName]!, request),
    ApplyResourceChange: async ({ typeName, ...request }) => await apply(resources[typeName]!, request, api),
    ImportResourceState: ({ typeName, id }) => {
      const { imported, schema } = resources[typeName]!;
      return { importedResources: [{ typeName, state: encodeValue(complete(schema, imported!(id)) as State) }] };
    },
    ReadDataSource: async ({ typeName, config }) => {
      const { read, schema } = dataSources[typeName]!;
      const state = await read(decodeValue(config)!, api);
      if (state === null) throw new Error(`${typeName} was not found`);
      return { state: encodeValue(complete(schema, state) as State) };
    },
    StopProvider: () => {
      stop.abort(new Error('operation canceled'));
      return {};
    },
  };
  return Object.fromEntries(Object.entries(handlers).map(([name, handle]) => [name, unary(handle)]));
}

const schemasOf = (all: Readonly<Record<string, { readonly schema: SchemaSpec }>>) =>
  Object.fromEntries(Object.entries(all).map(([name, { schema }]) => [name, schemaMessage(schema)]));

/** Whatever goes wrong becomes a diagnostic, as in any provider. */
function unary(handle: (request: Message) => Promise<object> | object) {
  return ({ request }: { request: Message }, answer: (error: null, response: object) => void) => {
    Promise.resolve()
      .then(() => handle(request))
      .catch((error: Error) => ({ diagnostics: [{ severity: 1, summary: 'error in Atlas', detail: error.message }] }))
      .then((response) => answer(null, response));
  };
}

function plan({ schema, fixed }: Resource, request: Message): object {
  const prior = decodeValue(request.priorState);
  const proposed = decodeValue(request.proposedNewState);
  const config = decodeValue(request.config);
  if (proposed === null) return { plannedState: encodeValue(null) };
  const planned: State = { ...proposed };
  for (const [name, { computed, writeOnly }] of Object.entries(schema)) {
    if (writeOnly) planned[name] = null;
    if (computed && prior === null && (config?.[name] ?? null) === null) planned[name] = unknown;
  }
  const changed = prior === null ? [] : fixed.filter((name) => !isSame(prior[name], planned[name]));
  return {
    plannedState: encodeValue(planned),
    requiresReplace: changed.map((attributeName) => ({ steps: [{ attributeName }] })),
  };
}

async function apply(resource: Resource, request: Message, api: AtlasCaller): Promise<object> {
  const prior = decodeValue(request.priorState);
  const planned = decodeValue(request.plannedState);
  const config = decodeValue(request.config);
  try {
    if (planned === null) {
      await resource.delete(prior!, api);
      return { newState: encodeValue(null) };
    }
    const state =
      prior === null
        ? await resource.create(known(planned), config!, api)
        : await resource.update!(planned, config!, api);
    return { newState: encodeValue(complete(resource.schema, state) as State) };
  } catch (error) {
    // What was there before is still there.
    return {
      newState: encodeValue(prior),
      diagnostics: [{ severity: 1, summary: 'error in Atlas', detail: (error as Error).message }],
    };
  }
}

/** Without what is only known once Atlas has answered. */
const known = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([name, value]) => [name, isUnknown(value) ? null : value]));
