import type { HttpCall } from '../../spec/blocks/action.ts';
import { type ActionContext, runCommand, runHttp } from '../actions/run-action.ts';
import { secretsOfMigration } from '../secrets-of-migration.ts';
import type { Gate, GateContext } from './gate.ts';

/** Opens when a program ends with 0. */
export function commandGate(command: readonly string[], timeoutMs: number): Gate {
  const name = command.join(' ');
  return {
    name: 'command',
    read: async (_engine, context) => {
      const { isSuccess, words } = await runCommand(command, gateContext(context, timeoutMs));
      return { isOpen: isSuccess, words: `\`${name}\`: ${words}` };
    },
  };
}

/** Opens when a request is answered with success. */
export function httpGate(call: HttpCall): Gate {
  return {
    name: 'http',
    read: async (_engine, context) => {
      const { isSuccess, words } = await runHttp(call, gateContext(context, call.timeoutMs));
      return { isOpen: isSuccess, words: `${call.method} gate: ${words}` };
    },
  };
}

function gateContext({ migration, env, signal }: GateContext, timeoutMs: number): ActionContext {
  const { name, baseDirectory } = migration.loaded;
  const facts = { migration: name, event: 'gate' };
  return { baseDirectory, env, signal, timeoutMs, facts, secrets: secretsOfMigration(migration) };
}
