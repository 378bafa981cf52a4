/** What an application would find, nothing written. */
export interface ConnectionFound {
  readonly address: string;
  readonly version: string;
  readonly topology: string;
  readonly hosts: readonly string[];
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly writes: string;
  /** Milliseconds, the shortest of a few. */
  readonly roundTripMs: number;
}

export function renderConnection({
  address,
  version,
  topology,
  hosts,
  users,
  roles,
  writes,
  roundTripMs,
}: ConnectionFound): string {
  const rows = [
    ['connected', `${address}: ${topology} of ${hosts.join(', ')}, MongoDB ${version}`],
    ['user', users.length === 0 ? 'nobody: no access control, or no login in the string' : users.join(', ')],
    ['roles', roles.length === 0 ? 'none' : roles.join(', ')],
    ['writes', writes],
    ['round trip', `${roundTripMs} ms`],
  ] as const;
  return `${rows.map(([name, value]) => `${name.padEnd(10)}  ${value}`).join('\n')}\n`;
}
