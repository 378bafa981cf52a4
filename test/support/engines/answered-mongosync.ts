/** A mongosync of some version that only talks: it answers from one of the files in answers/, and takes what that version takes. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Document } from '../driver.ts';

export interface VersionAnswers {
  readonly version: string;
  readonly start: {
    readonly fields: readonly string[];
    readonly buildIndexes: readonly string[];
    readonly enableUserWriteBlocking?: readonly (string | boolean)[];
  };
  readonly metadata: { readonly main: string; readonly verifier: readonly string[] };
  readonly answers: Readonly<Record<string, Document>>;
}

export async function answersOf(version: string): Promise<VersionAnswers> {
  return JSON.parse(await readFile(new URL(`./answers/mongosync/${version}.json`, import.meta.url), 'utf8'));
}

/** What a command makes of a state, and what it is answered with behind it. */
const moves: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  start: { from: 'IDLE', to: 'copying' },
  pause: { from: 'RUNNING', to: 'paused' },
  resume: { from: 'PAUSED', to: 'following' },
  commit: { from: 'RUNNING', to: 'committing' },
  reverse: { from: 'COMMITTED', to: 'reversing' },
};

export class AnsweredMongosync implements AsyncDisposable {
  readonly url: string;
  /** The answer that it gives to `/progress` now. */
  at = 'idle';
  readonly told: { readonly command: string; readonly body: Document }[] = [];
  readonly #server: Server;
  readonly #version: VersionAnswers;

  private constructor(server: Server, version: VersionAnswers) {
    this.#server = server;
    this.#version = version;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', async (request, response) => {
      const answer = await this.#answer(request);
      response.writeHead(answer['success'] === true ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  }

  static async start(version: VersionAnswers): Promise<AnsweredMongosync> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new AnsweredMongosync(server, version);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage): Promise<Document> {
    const command = String(request.url).replace('/api/v1/', '');
    const current = this.#version.answers[this.at]!;
    if (command === 'progress') return current;
    const move = moves[command];
    if (move === undefined) return refusal(`unknown endpoint ${request.url}`);
    let text = '';
    for await (const chunk of request) text += chunk;
    if (text === '') return refusal('the request has no body');
    const body = JSON.parse(text);
    const state = current['progress']['state'];
    if (state !== move.from) return refusal(`the state is ${state}`);
    const wrong = command === 'start' ? this.#wrongIn(body) : Object.keys(body)[0];
    if (wrong !== undefined) return refusal(`${wrong} is not a parameter of ${this.#version.version}`);
    this.told.push({ command, body });
    this.at = move.to;
    return { success: true };
  }

  /** The strictest of all readings: what a version does not document it refuses. */
  #wrongIn(body: Document): string | undefined {
    const { fields, buildIndexes, enableUserWriteBlocking = [] } = this.#version.start;
    const unknown = Object.keys(body).find((name) => !fields.includes(name));
    if (unknown !== undefined) return unknown;
    const { buildIndexes: build, enableUserWriteBlocking: block } = body;
    if (build !== undefined && !buildIndexes.includes(build)) return `buildIndexes: ${build}`;
    const isRight = block === undefined || enableUserWriteBlocking.includes(block);
    return isRight ? undefined : `enableUserWriteBlocking: ${block}`;
  }
}

function refusal(errorDescription: string): Document {
  return { success: false, error: 'InvalidRequest', errorDescription };
}
