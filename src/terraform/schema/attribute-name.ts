/** `diskSizeGB` in a file is `disk_size_gb` in Terraform, `mongoDBVersion` is `mongo_db_version`. */
export function attributeName(property: string): string {
  return property
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
