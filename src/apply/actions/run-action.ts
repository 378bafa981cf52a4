/** Carries out what a file asks to be done outside of godwit: a program without a shell, or an HTTP request. */
import { messageOf } from '../../lib/errors.ts';
import { runProcess } from '../../lib/run-process.ts';
import { withoutSecrets } from '../../lib/secret.ts';
import type { Action, HttpCall } from '../../spec/blocks/action.ts';
import type { ValueReference } from '../../spec/blocks/reference.ts';
import { resolveSecret } from '../../spec/secrets.ts';

export interface ActionContext {
  readonly baseDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Not to be shown, even where the action prints them. */
  readonly secrets: readonly string[];
  /** Told to the action: as JSON on standard input or as the request's body. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface ActionResult {
  readonly isSuccess: boolean;
  /** Exit code or status and the end of what it said, for people. */
  readonly words: string;
}

const shownOutput = 500;

export async function runAction(action: Action, context: ActionContext): Promise<ActionResult> {
  return action.kind === 'command' ? await runCommand(action.command, context) : await runHttp(action.http, context);
}

/** The facts come as JSON on standard input and, the flat ones, as `GODWIT_*` variables. */
export async function runCommand(command: readonly string[], context: ActionContext): Promise<ActionResult> {
  const { exitCode, ending, output } = await runProcess(command, {
    cwd: context.baseDirectory,
    env: { ...context.env, ...twins(context.facts) },
    input: `${JSON.stringify(context.facts)}\n`,
    timeoutMs: context.timeoutMs,
    signal: context.signal,
  });
  const said = withoutSecrets(output, context.secrets).slice(-shownOutput);
  const how = {
    exited: `exit code ${exitCode}`,
    killed: 'it was killed',
    timedOut: `it ran longer than ${context.timeoutMs / 1000} s`,
    stopped: 'it was stopped',
    notStarted: 'it could not be run',
  } as const;
  return { isSuccess: exitCode === 0, words: said === '' ? how[ending] : `${how[ending]}: ${said}` };
}

export async function runHttp(call: HttpCall, context: ActionContext): Promise<ActionResult> {
  const reveal = async (reference: ValueReference) => (await resolveSecret(reference, context)).reveal();
  const url = await reveal(call.url);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(call.headers)) headers[name] = await reveal(value);
  const hasBody = call.method !== 'GET' && call.method !== 'HEAD';
  try {
    const response = await fetch(url, {
      method: call.method,
      headers,
      ...(hasBody ? { body: JSON.stringify(context.facts) } : {}),
      // Who answers there, a page that asks for a login perhaps, has not been asked; and a POST would arrive as a GET.
      redirect: 'manual',
      signal: AbortSignal.any([context.signal, AbortSignal.timeout(Math.min(call.timeoutMs, context.timeoutMs))]),
    });
    const isSuccess = call.expectStatus === undefined ? response.ok : response.status === call.expectStatus;
    await response.body?.cancel();
    const isElsewhere = response.headers.has('location');
    return {
      isSuccess,
      words: `status ${response.status}${isElsewhere ? ', a redirection, which is not gone after' : ''}`,
    };
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    return { isSuccess: false, words: withoutSecrets(messageOf(cause ?? error), [url, ...context.secrets]) };
  }
}

function twins(facts: Readonly<Record<string, unknown>>): Record<string, string> {
  const flat = Object.entries(facts).filter(([, value]) => typeof value !== 'object');
  return Object.fromEntries(
    flat.map(([name, value]) => [
      `GODWIT_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
      String(value),
    ]),
  );
}
