/**
 * A migration as a cdktf construct, for the provider that godwit is for Terraform: the destination and what fills it are one
 * program. Terraform begins the migration when the cluster is there that its connection string refers to.
 */
import { type TerraformMetaArguments, TerraformProvider, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { defined } from '../../lib/defined.ts';
import type { MigrationFile, Secret } from '../../spec/generated/migration.ts';
import { configFromSpec } from '../../terraform/schema/config-from-spec.ts';

/** In full, since a short name stands for another registry with OpenTofu. */
const source = 'registry.terraform.io/godwit/godwit';
const providerName = 'godwit';

/** The provider `godwit`: once in every stack that has a migration. */
export class GodwitProvider extends TerraformProvider {
  constructor(scope: Construct, id = providerName) {
    super(scope, id, {
      terraformResourceType: providerName,
      terraformGeneratorMetadata: { providerName },
      terraformProviderSource: source,
    });
  }

  protected override synthesizeAttributes(): Record<string, never> {
    return {};
  }
}

/** What a migration file says, but for what Terraform says otherwise. */
export type MigrationSpec = Omit<MigrationFile, 'apiVersion' | 'kind' | 'environments' | 'vars' | 'after'>;

export interface GodwitMigrationProps extends TerraformMetaArguments {
  /** As in a migration file; either this or `specFile`. */
  readonly migration?: MigrationSpec | undefined;
  /** Path of a migration file, relative to the directory that Terraform runs in. */
  readonly specFile?: string | undefined;
  /** Environment of the file. */
  readonly environment?: string | undefined;
  /** Values of the file's variables. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  /** Of a migration file: how far it shall go, in place of what the file says. */
  readonly phase?: MigrationFile['phase'] | undefined;
  /** Whether an apply waits for the phase or only starts what leads to it. */
  readonly waitFor?: 'phase' | 'started' | undefined;
  /** Name of the migration, where a step destroys something for good. */
  readonly confirm?: string | undefined;
  /** Whether a change may start the copy over. */
  readonly allowRestart?: boolean | undefined;
  readonly timeouts?: { readonly create?: string; readonly update?: string; readonly delete?: string } | undefined;
}

export class GodwitMigration extends TerraformResource {
  readonly #props: GodwitMigrationProps;

  constructor(scope: Construct, id: string, props: GodwitMigrationProps) {
    super(scope, id, {
      ...props,
      terraformResourceType: 'godwit_migration',
      terraformGeneratorMetadata: { providerName },
    });
    this.#props = props;
  }

  /** Where it stands, such as `synced` or `cut_over`. */
  get state(): string {
    return this.getStringAttribute('state');
  }

  /** Until when the way back is meant to be kept. */
  get wayBackUntil(): string {
    return this.getStringAttribute('way_back_until');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { migration, specFile, environment, vars, phase, waitFor, confirm, allowRestart, timeouts } = this.#props;
    return {
      ...(migration === undefined ? {} : configFromSpec({ ...migration })),
      ...defined({ spec_file: specFile, environment, vars, phase, wait_for: waitFor, confirm }),
      ...defined({ allow_restart: allowRestart, timeouts }),
    };
  }
}

/**
 * A secret that Terraform knows, such as a variable or an attribute of another resource, where a migration takes a reference:
 * `uri: writeOnly(variable.stringValue)`. It is kept in no plan and no state.
 */
export function writeOnly(text: string): Secret {
  // Files have no such thing, so that their type does not know it.
  return { value_wo: text } as Secret;
}
