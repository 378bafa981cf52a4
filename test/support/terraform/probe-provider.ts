/** A provider of one resource that keeps what it is given: what it shows is how values travel. */
import { ServerCredentials } from '@grpc/grpc-js';
import { reattachVariable } from '../../../src/terraform/attached/reattach.ts';
import { schemaMessage } from '../../../src/terraform/protocol/schema-message.ts';
import { listen, serverOf } from '../../../src/terraform/protocol/serve.ts';
import { type Attribute, objectType } from '../../../src/terraform/schema/attribute.ts';
import {
  type DynamicMessage,
  fromDynamicMessage,
  toDynamicMessage,
} from '../../../src/terraform/values/dynamic-message.ts';
import { UNKNOWN, type ValueMap } from '../../../src/terraform/values/value.ts';

export const probeAddress = 'registry.terraform.io/godwit/probe';

interface Request {
  readonly config: DynamicMessage;
  readonly priorState: DynamicMessage;
  readonly currentState: DynamicMessage;
  readonly proposedNewState: DynamicMessage;
  readonly plannedState: DynamicMessage;
  readonly rawState: DynamicMessage;
}

export interface ProbeProvider extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  /** What was planned, in order. */
  readonly planned: readonly ValueMap[];
  /** What was applied, in order. */
  readonly applied: readonly ValueMap[];
}

/** The attributes, and `later`, which is only known once it is applied. */
export async function startProbeProvider(given: readonly Attribute[]): Promise<ProbeProvider> {
  const later: Attribute = { name: 'later', description: '', type: 'string', computed: true };
  const attributes = [...given, later];
  const type = objectType(attributes);
  const [planned, applied]: [ValueMap[], ValueMap[]] = [[], []];
  const server = serverOf({
    GetProviderSchema: () => ({
      provider: schemaMessage('', []),
      resourceSchemas: { probe_value: schemaMessage('', attributes) },
      serverCapabilities: {},
    }),
    GetResourceIdentitySchemas: () => ({}),
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: ({ config }: Request) => {
      fromDynamicMessage(type, config);
      return {};
    },
    ConfigureProvider: () => ({}),
    UpgradeResourceState: ({ rawState }: Request) => ({
      upgradedState: toDynamicMessage(type, fromDynamicMessage(type, rawState)),
    }),
    ReadResource: ({ currentState }: Request) => ({
      newState: toDynamicMessage(type, fromDynamicMessage(type, currentState)),
    }),
    PlanResourceChange: ({ priorState, proposedNewState }: Request) => {
      const proposed = fromDynamicMessage(type, proposedNewState) as ValueMap | null;
      const isNew = fromDynamicMessage(type, priorState) === null;
      if (proposed === null) return { plannedState: toDynamicMessage(type, null) };
      const plan: ValueMap = isNew ? { ...proposed, later: UNKNOWN } : proposed;
      planned.push(plan);
      return { plannedState: toDynamicMessage(type, plan) };
    },
    ApplyResourceChange: ({ plannedState }: Request) => {
      const plan = fromDynamicMessage(type, plannedState) as ValueMap;
      applied.push(plan);
      return { newState: toDynamicMessage(type, plan && { ...plan, later: 'known' }) };
    },
    StopProvider: () => ({}),
  });
  const port = await listen(server, ServerCredentials.createInsecure());
  return {
    env: { TF_REATTACH_PROVIDERS: reattachVariable(port, undefined, [probeAddress]) },
    planned,
    applied,
    [Symbol.asyncDispose]: async () => server.forceShutdown(),
  };
}
