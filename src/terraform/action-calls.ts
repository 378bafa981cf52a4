/** The calls of Terraform's plugin protocol that are about actions. Knows nothing of migrations. */
import type { Action } from './action.ts';
import { actions } from './actions/actions.ts';
import type { ProviderContext } from './context.ts';
import { diagnosticMessage } from './protocol/diagnostic.ts';
import { schemaMessage } from './protocol/schema-message.ts';
import { objectType } from './schema/attribute.ts';
import { type DynamicMessage, fromDynamicMessage } from './values/dynamic-message.ts';
import type { ValueMap } from './values/value.ts';

interface ActionRequest {
  readonly actionType: string;
  readonly config: DynamicMessage;
}

export const actionNames: readonly string[] = Object.keys(actions);

export function actionSchemas(): object {
  const schemas = Object.entries(actions).map(([name, { description, attributes }]) => [
    name,
    { schema: schemaMessage(description, attributes) },
  ]);
  return Object.fromEntries(schemas);
}

export async function validateAction(
  { typeName, config }: { readonly typeName: string; readonly config: DynamicMessage },
  context: ProviderContext,
): Promise<object> {
  const { action, value } = given({ actionType: typeName, config });
  const found = await (await action.load()).validate(value, context);
  return { diagnostics: found.map(diagnosticMessage) };
}

export async function planAction(request: ActionRequest, context: ProviderContext): Promise<object> {
  const { action, value } = given(request);
  const found = await (await action.load()).plan(value, context);
  return { diagnostics: found.map(diagnosticMessage) };
}

/** @returns the last event; `context.tell` makes those before it */
export async function invokeAction(request: ActionRequest, context: ProviderContext): Promise<object> {
  const { action, value } = given(request);
  const found = await (await action.load()).invoke(value, context);
  return { completed: { diagnostics: found.map(diagnosticMessage) } };
}

function given({ actionType, config }: ActionRequest): { readonly action: Action; readonly value: ValueMap } {
  const action = actions[actionType]!;
  return { action, value: fromDynamicMessage(objectType(action.attributes), config) as ValueMap };
}
