/** The protocol's calls over gRPC. */
import { Server, type ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import { providerService } from './messages.ts';

type Calls = Readonly<Record<string, (request: never) => Promise<object> | object>>;

/** Calls that are answered bit by bit, until nobody listens any more. */
type Streams = Readonly<
  Record<string, (request: never, emit: (event: object) => void, gone: AbortSignal) => Promise<void>>
>;

/** Schemas and states may be larger than what gRPC takes by itself; Terraform allows as much. */
const largestMessageBytes = 256 * 1024 * 1024;

export function serverOf(calls: Calls, streams: Streams = {}): Server {
  const server = new Server({
    'grpc.max_receive_message_length': largestMessageBytes,
    'grpc.max_send_message_length': largestMessageBytes,
  });
  const single = Object.entries(calls).map(([name, call]) => [
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
  const streamed = Object.entries(streams).map(([name, call]) => [
    name,
    (stream: ServerWritableStream<never, object>) => {
      const gone = new AbortController();
      stream.on('cancelled', () => gone.abort(new Error('Terraform does not listen any more')));
      const emit = (event: object) => !stream.cancelled && stream.write(event);
      call(stream.request, emit, gone.signal).then(
        () => stream.end(),
        (error: Error) => stream.destroy(error),
      );
    },
  ]);
  server.addService(providerService as never, Object.fromEntries([...single, ...streamed]));
  return server;
}

/** Its port, on this machine alone. */
export async function listen(server: Server, credentials: ServerCredentials): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });
}
