import type { ProviderContext } from './context.ts';
import type { Attribute } from './schema/attribute.ts';
import type { AttributeDiagnostic } from './schema/spec-from-config.ts';
import type { ValueMap } from './values/value.ts';

type Findings = Promise<readonly AttributeDiagnostic[]>;

/** Something that is done once, when it is asked for (Terraform 1.14 and newer); no state tells of it. */
export interface Action {
  readonly description: string;
  readonly attributes: readonly Attribute[];
  /** Loaded when it is asked for, and not for its schema. */
  load(): Promise<ActionWork>;
}

/** Whatever it throws becomes a diagnostic. */
export interface ActionWork {
  /** What is wrong with a configuration by itself, of which much may be unknown. */
  validate(config: ValueMap, context: ProviderContext): Findings;
  /** What would be done, or why it may not be. */
  plan(config: ValueMap, context: ProviderContext): Findings;
  /** Does it, and tells meanwhile how far it is. */
  invoke(config: ValueMap, context: ProviderContext): Findings;
}
