/** What the stack tells others, under the names that Terraform has for it. Connection strings hold no user and password. */
export const outputNames = {
  projectId: 'project_id',
  public: 'connection_string',
  peering: 'connection_string_peering',
  privateEndpoint: 'connection_string_private_endpoint',
} as const;
