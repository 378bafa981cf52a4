/** The registries in which Terraform and OpenTofu look for `godwit/godwit`. */
export const providerAddresses = [
  'registry.terraform.io/godwit/godwit',
  'registry.opentofu.org/godwit/godwit',
] as const;
