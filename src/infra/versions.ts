/** Versions of what is driven, and why these. */

/** In full: OpenTofu would complete a short name with its own registry. */
export const providerSource = 'registry.terraform.io/mongodb/mongodbatlas';

/** The first 2.x that has everything in use: `password_wo`, `use_effective_fields`, service accounts. */
export const standardProviderVersion = '~> 2.16';

/** Write-only arguments and ephemeral variables, which keep passwords out of plan and state, came with 1.11. */
export const minimumTerraformVersion = '1.11.0';

export const standardTerraformVersion = `>= ${minimumTerraformVersion}`;
