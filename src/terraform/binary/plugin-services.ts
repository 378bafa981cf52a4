/** What Terraform asks of any plugin, beside the provider's own calls. */
import type { Server, ServerWritableStream } from '@grpc/grpc-js';

const nothing = () => Buffer.alloc(0);
const bytes = { requestDeserialize: nothing, responseDeserialize: nothing, requestSerialize: nothing };

/** Of the health check: it serves. */
const serving = Buffer.from([0x08, 0x01]);

const call = (path: string, responseStream: boolean, response: () => Buffer) => ({
  path,
  requestStream: false,
  responseStream,
  ...bytes,
  responseSerialize: response,
});

export function addPluginServices(server: Server, onShutdown: () => void): void {
  const answer = (_: unknown, respond: (error: null, response: object) => void) => respond(null, {});
  server.addService(
    { Shutdown: call('/plugin.GRPCController/Shutdown', false, nothing) },
    {
      Shutdown: (request: unknown, respond: (error: null, response: object) => void) => {
        answer(request, respond);
        onShutdown();
      },
    },
  );
  // Nothing is written there: what there is to say goes to standard error.
  server.addService(
    { StreamStdio: call('/plugin.GRPCStdio/StreamStdio', true, nothing) },
    { StreamStdio: (stream: ServerWritableStream<object, object>) => stream.on('cancelled', () => stream.end()) },
  );
  server.addService({ Check: call('/grpc.health.v1.Health/Check', false, () => serving) }, { Check: answer });
}
