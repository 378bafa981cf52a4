/** The protocol's calls over gRPC. */
import { Server, type ServerCredentials } from '@grpc/grpc-js';
import { providerService } from './messages.ts';

type Calls = Readonly<Record<string, (request: never) => Promise<object> | object>>;

/** Schemas and states may be larger than what gRPC takes by itself; Terraform allows as much. */
const largestMessageBytes = 256 * 1024 * 1024;

export function serverOf(calls: Calls): Server {
  const server = new Server({
    'grpc.max_receive_message_length': largestMessageBytes,
    'grpc.max_send_message_length': largestMessageBytes,
  });
  const handlers = Object.entries(calls).map(([name, call]) => [
    name,
    ({ request }: { request: never }, answer: (error: Error | null, response?: object) => void) => {
      Promise.resolve()
        .then(() => call(request))
        .then(
          (response) => answer(null, response),
          (error: Error) => answer(error),
        );
    },
  ]);
  server.addService(providerService as never, Object.fromEntries(handlers));
  return server;
}

/** Its port, on this machine alone. */
export async function listen(server: Server, credentials: ServerCredentials): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}
