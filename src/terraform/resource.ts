import type { ProviderContext } from './context.ts';
import type { Attribute } from './schema/attribute.ts';
import type { AttributeDiagnostic } from './schema/spec-from-config.ts';
import type { ValueMap } from './values/value.ts';
import type { ValuePath } from './values/value-path.ts';

/** A state, or its absence, with what there is to say about it. */
export interface StateAnswer {
  readonly state: ValueMap | null;
  readonly diagnostics: readonly AttributeDiagnostic[];
}

export interface PlanAnswer extends StateAnswer {
  /** Attributes whose change makes another one of the resource. */
  readonly replacing?: readonly ValuePath[];
}

/** What Terraform asks for: null for `config` and `proposed` where it shall go, for `prior` where there is none yet. */
export interface Change {
  readonly prior: ValueMap | null;
  readonly proposed: ValueMap | null;
  readonly config: ValueMap | null;
}

/** A kind of resource. Whatever it throws becomes a diagnostic, and the state stays as it was. */
export interface Resource {
  readonly description: string;
  readonly attributes: readonly Attribute[];
  /** What is wrong with a configuration by itself, of which much may be unknown. */
  validate(config: ValueMap, context: ProviderContext): Promise<readonly AttributeDiagnostic[]>;
  /** The state as it is now. */
  read(state: ValueMap, context: ProviderContext): Promise<StateAnswer>;
  /** What an apply would make of the state; what it cannot tell is unknown in it. */
  plan(change: Change, context: ProviderContext): Promise<PlanAnswer>;
  /** @param change with the planned state as what is proposed */
  apply(change: Change, context: ProviderContext): Promise<StateAnswer>;
  /** The state of something that is there, as far as its id tells. */
  adopt(id: string, context: ProviderContext): Promise<ValueMap>;
}
