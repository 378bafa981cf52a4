import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** A mail server that keeps what it is given: enough of SMTP (RFC 5321) for one letter after the other, with AUTH PLAIN. */
export class SmtpSink implements AsyncDisposable {
  readonly letters: string[] = [];
  readonly logins: string[] = [];
  /** Of all letters. */
  readonly recipients: string[] = [];
  readonly port: number;
  /** Answers to give before the first good one. */
  refusals: string[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async start(): Promise<SmtpSink> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SmtpSink(server);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
  }

  #serve(socket: Socket): void {
    let buffered = '';
    let letter: string[] | undefined;
    const say = (line: string) => socket.write(`${line}\r\n`);
    socket.on('error', () => {});
    say('220 sink ESMTP');
    socket.setEncoding('utf8').on('data', (text: string) => {
      buffered += text;
      for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        if (letter === undefined) {
          if (this.#answer(line, say)) letter = [];
        } else if (line === '.') {
          this.letters.push(letter.join('\n'));
          letter = undefined;
          say('250 kept');
        } else letter.push(line);
      }
    });
  }

  /** @returns whether the letter itself follows */
  #answer(line: string, say: (line: string) => void): boolean {
    const verb = line.split(' ')[0]?.toUpperCase();
    const refusal = verb === 'MAIL' ? this.refusals.shift() : undefined;
    const [, recipient] = /^RCPT TO:<(.*)>$/i.exec(line) ?? [];
    if (recipient !== undefined) this.recipients.push(recipient);
    if (refusal !== undefined) say(refusal);
    else if (verb === 'STARTTLS') say('502 not here');
    else if (verb === 'EHLO') say('250-sink\r\n250 AUTH PLAIN');
    else if (verb === 'AUTH') {
      this.logins.push(Buffer.from(line.split(' ')[2] ?? '', 'base64').toString());
      say('235 welcome');
    } else if (verb === 'DATA') {
      say('354 go on');
      return true;
    } else if (verb === 'QUIT') say('221 bye');
    else say('250 ok');
    return false;
  }
}
