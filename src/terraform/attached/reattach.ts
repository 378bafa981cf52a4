import { providerAddresses } from '../provider-addresses.ts';

/** What tells Terraform to use a provider that is served already, beside those that the user attaches. */
export function reattachVariable(
  port: number,
  given?: string,
  addresses: readonly string[] = providerAddresses,
): string {
  const attached = {
    Protocol: 'grpc',
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true,
    Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
  };
  const others = given === undefined || given === '' ? {} : JSON.parse(given);
  return JSON.stringify({ ...others, ...Object.fromEntries(addresses.map((address) => [address, attached])) });
}
