import type { ProviderContext } from './context.ts';
import type { Attribute } from './schema/attribute.ts';
import type { AttributeDiagnostic } from './schema/spec-from-config.ts';
import type { ValueMap } from './values/value.ts';

/** What was found, or why nothing was. */
export interface DataAnswer {
  readonly state: ValueMap | null;
  readonly diagnostics: readonly AttributeDiagnostic[];
}

/** Something that is looked up, and never changed. */
export interface DataSource {
  readonly description: string;
  readonly attributes: readonly Attribute[];
  /** Loaded when it is asked for, and not for its schema. */
  load(): Promise<DataWork>;
}

/** Whatever it throws becomes a diagnostic. */
export interface DataWork {
  /** What is wrong with a configuration by itself, of which much may be unknown. */
  validate(config: ValueMap, context: ProviderContext): Promise<readonly AttributeDiagnostic[]>;
  /** Terraform waits with it until the configuration is known. */
  read(config: ValueMap, context: ProviderContext): Promise<DataAnswer>;
}
