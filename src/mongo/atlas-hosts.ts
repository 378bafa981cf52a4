/** Whether any of these members, as `host:port`, is one of Atlas. */
export function areInAtlas(hosts: readonly string[]): boolean {
  return hosts.some((host) => /\.mongodb\.net(:\d+)?$/.test(host));
}
