/** Whether any of these members, as `host:port`, is one of Atlas. */
export function areInAtlas(hosts: readonly string[]): boolean {
  return hosts.some((host) => /\.mongodb\.net(:\d+)?$/.test(host));
}

/** In Atlas, for its own list of search indexes: that of credentials, in the cluster's project. */
export const atlasSearchRole = 'Project Data Access Read Write';
