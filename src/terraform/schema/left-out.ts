/** Properties of a migration file that have no attribute, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  apiVersion: 'The version of the provider says it',
  kind: 'The type of the resource says it',
  environments: 'Terraform has workspaces and variables for what differs between environments',
  vars: 'Terraform has variables of its own',
  after: '`depends_on` says it',
};
