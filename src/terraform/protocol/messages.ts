/**
 * The messages of Terraform's plugin protocol, version 6, that a provider of plain resources needs. Names of calls and
 * numbers of fields are the protocol's; what is not used here is left out, which the wire format allows.
 */
import protobuf from 'protobufjs';

type Fields = Readonly<Record<string, readonly [number: number, type: string, rule?: 'repeated' | 'map']>>;

const messages: Readonly<Record<string, Fields>> = {
  Empty: {},
  Dynamic: { msgpack: [1, 'bytes'], json: [2, 'bytes'] },
  Step: { attributeName: [1, 'string'], elementKeyString: [2, 'string'], elementKeyInt: [3, 'int64'] },
  Path: { steps: [1, 'Step', 'repeated'] },
  Diagnostic: { severity: [1, 'int32'], summary: [2, 'string'], detail: [3, 'string'], attribute: [4, 'Path'] },
  RawState: { json: [1, 'bytes'] },
  NestedObject: { attributes: [1, 'Attribute', 'repeated'], nesting: [3, 'int32'] },
  Attribute: {
    name: [1, 'string'],
    type: [2, 'bytes'],
    description: [3, 'string'],
    required: [4, 'bool'],
    optional: [5, 'bool'],
    computed: [6, 'bool'],
    sensitive: [7, 'bool'],
    descriptionKind: [8, 'int32'],
    nestedType: [10, 'NestedObject'],
    writeOnly: [11, 'bool'],
  },
  Block: {
    version: [1, 'int64'],
    attributes: [2, 'Attribute', 'repeated'],
    description: [4, 'string'],
    descriptionKind: [5, 'int32'],
  },
  Schema: { version: [1, 'int64'], block: [2, 'Block'] },
  Capabilities: { planDestroy: [1, 'bool'], getProviderSchemaOptional: [2, 'bool'] },
  TypeName: { typeName: [1, 'string'] },
  MetadataResponse: {
    serverCapabilities: [1, 'Capabilities'],
    diagnostics: [2, 'Diagnostic', 'repeated'],
    dataSources: [3, 'TypeName', 'repeated'],
    resources: [4, 'TypeName', 'repeated'],
    actions: [9, 'TypeName', 'repeated'],
  },
  ActionSchema: { schema: [1, 'Schema'] },
  SchemaResponse: {
    provider: [1, 'Schema'],
    resourceSchemas: [2, 'Schema', 'map'],
    dataSourceSchemas: [3, 'Schema', 'map'],
    diagnostics: [4, 'Diagnostic', 'repeated'],
    serverCapabilities: [6, 'Capabilities'],
    actionSchemas: [11, 'ActionSchema', 'map'],
  },
  IdentitySchemasResponse: { diagnostics: [2, 'Diagnostic', 'repeated'] },
  ValidateProviderRequest: { config: [1, 'Dynamic'] },
  ValidateProviderResponse: { diagnostics: [2, 'Diagnostic', 'repeated'] },
  ClientCapabilities: { deferralAllowed: [1, 'bool'], writeOnlyAttributesAllowed: [2, 'bool'] },
  ValidateRequest: {
    typeName: [1, 'string'],
    config: [2, 'Dynamic'],
    clientCapabilities: [3, 'ClientCapabilities'],
  },
  ValidateResponse: { diagnostics: [1, 'Diagnostic', 'repeated'] },
  ConfigureRequest: { terraformVersion: [1, 'string'], config: [2, 'Dynamic'] },
  UpgradeRequest: { typeName: [1, 'string'], version: [2, 'int64'], rawState: [3, 'RawState'] },
  UpgradeResponse: { upgradedState: [1, 'Dynamic'], diagnostics: [2, 'Diagnostic', 'repeated'] },
  ReadRequest: { typeName: [1, 'string'], currentState: [2, 'Dynamic'] },
  ReadResponse: { newState: [1, 'Dynamic'], diagnostics: [2, 'Diagnostic', 'repeated'] },
  PlanRequest: {
    typeName: [1, 'string'],
    priorState: [2, 'Dynamic'],
    proposedNewState: [3, 'Dynamic'],
    config: [4, 'Dynamic'],
    priorPrivate: [5, 'bytes'],
  },
  PlanResponse: {
    plannedState: [1, 'Dynamic'],
    requiresReplace: [2, 'Path', 'repeated'],
    plannedPrivate: [3, 'bytes'],
    diagnostics: [4, 'Diagnostic', 'repeated'],
  },
  ApplyRequest: {
    typeName: [1, 'string'],
    priorState: [2, 'Dynamic'],
    plannedState: [3, 'Dynamic'],
    config: [4, 'Dynamic'],
    plannedPrivate: [5, 'bytes'],
  },
  ApplyResponse: { newState: [1, 'Dynamic'], private: [2, 'bytes'], diagnostics: [3, 'Diagnostic', 'repeated'] },
  ImportRequest: { typeName: [1, 'string'], id: [2, 'string'] },
  Imported: { typeName: [1, 'string'], state: [2, 'Dynamic'] },
  ImportResponse: { importedResources: [1, 'Imported', 'repeated'], diagnostics: [2, 'Diagnostic', 'repeated'] },
  DataRequest: { typeName: [1, 'string'], config: [2, 'Dynamic'] },
  DataResponse: { state: [1, 'Dynamic'], diagnostics: [2, 'Diagnostic', 'repeated'] },
  ActionRequest: { actionType: [1, 'string'], config: [2, 'Dynamic'] },
  ActionProgress: { message: [1, 'string'] },
  /** One of the two, as many times as there is progress, and at the end the other. */
  ActionEvent: { progress: [1, 'ActionProgress'], completed: [2, 'ValidateResponse'] },
  StopResponse: { Error: [1, 'string'] },
};

const root = protobuf.Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(messages).map(([name, fields]) => [
      name,
      {
        fields: Object.fromEntries(
          Object.entries(fields).map(([field, [id, type, rule]]) => [
            field,
            rule === 'map' ? { keyType: 'string', type, id } : { type, id, ...(rule && { rule }) },
          ]),
        ),
      },
    ]),
  ),
});

function codec(name: string) {
  const type = root.lookupType(name);
  return {
    encode: (value: object) => Buffer.from(type.encode(type.fromObject(value)).finish()),
    decode: (bytes: Buffer) => type.toObject(type.decode(bytes), { defaults: true }) as Record<string, never>,
  };
}

/** The calls of the protocol: what is asked, and what is answered, once or as a stream. */
const calls: Readonly<Record<string, readonly [request: string, response: string, stream?: 'stream']>> = {
  GetMetadata: ['Empty', 'MetadataResponse'],
  GetProviderSchema: ['Empty', 'SchemaResponse'],
  GetResourceIdentitySchemas: ['Empty', 'IdentitySchemasResponse'],
  ValidateProviderConfig: ['ValidateProviderRequest', 'ValidateProviderResponse'],
  ValidateResourceConfig: ['ValidateRequest', 'ValidateResponse'],
  ValidateDataResourceConfig: ['ValidateRequest', 'ValidateResponse'],
  ConfigureProvider: ['ConfigureRequest', 'ValidateResponse'],
  UpgradeResourceState: ['UpgradeRequest', 'UpgradeResponse'],
  ReadResource: ['ReadRequest', 'ReadResponse'],
  PlanResourceChange: ['PlanRequest', 'PlanResponse'],
  ApplyResourceChange: ['ApplyRequest', 'ApplyResponse'],
  ImportResourceState: ['ImportRequest', 'ImportResponse'],
  ReadDataSource: ['DataRequest', 'DataResponse'],
  ValidateActionConfig: ['ValidateRequest', 'ValidateResponse'],
  PlanAction: ['ActionRequest', 'ValidateResponse'],
  InvokeAction: ['ActionRequest', 'ActionEvent', 'stream'],
  StopProvider: ['Empty', 'StopResponse'],
};

/** The service as grpc-js wants it. */
export const providerService = Object.fromEntries(
  Object.entries(calls).map(([name, [request, response, stream]]) => [
    name,
    {
      path: `/tfplugin6.Provider/${name}`,
      requestStream: false,
      responseStream: stream === 'stream',
      requestSerialize: codec(request).encode,
      requestDeserialize: codec(request).decode,
      responseSerialize: codec(response).encode,
      responseDeserialize: codec(response).decode,
    },
  ]),
);
