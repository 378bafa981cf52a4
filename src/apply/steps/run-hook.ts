import { EnvironmentError, UserError } from '../../lib/errors.ts';
import type { Step } from '../../plan/step.ts';
import type { Action } from '../../spec/blocks/action.ts';
import type { Hook } from '../../spec/blocks/cutover.ts';
import { runAction } from '../actions/run-action.ts';
import { secretsOfMigration } from '../secrets-of-migration.ts';
import type { BegunStep, StepContext, StepExecutor } from '../step-executor.ts';

/** Runs one hook of the file; may run it twice, after a crash between doing and writing down. */
export const runHook: StepExecutor = {
  run: async (step, context) => {
    const hook = hookOf(step, context);
    const { isSuccess, words } = await runAction(hook.action, actionContext(hook, step, context, 'run'));
    if (isSuccess) return { words };
    // Then it did not fail by itself.
    context.signal.throwIfAborted();
    if (hook.onFailure === 'continue') {
      context.note(`The hook ${hook.name} failed (${words}); it is set to continue`);
      return { words, hasFailed: true };
    }
    throw hookFailed(hook, words);
  },
  undo: async (step, context) => {
    const hook = hookOf(step, context);
    if (hook.undo === undefined) return;
    await runUndo(hook, hook.undo, step, context);
  },
};

async function runUndo(hook: Hook, undo: Action, step: BegunStep, context: StepContext): Promise<void> {
  const { isSuccess, words } = await runAction(undo, actionContext(hook, step, context, 'undo'));
  if (!isSuccess) throw hookFailed(hook, `its undo: ${words}`);
}

/**
 * `runHook:EVENT:INDEX`, where the index counts the hooks of that event. In a file that was changed since, the hook of that
 * name counts, wherever it stands by now.
 */
function hookOf({ id, subject }: Pick<Step, 'id' | 'subject'>, { migration }: StepContext): Hook {
  const [, event, index] = id.split(':');
  const hooks = migration.loaded.spec.cutover.hooks.filter(({ on }) => on === event);
  const there = hooks[Number(index)];
  const isMeant = subject === undefined || there?.name === subject;
  const hook = isMeant ? there : hooks.find(({ name }) => name === subject);
  if (hook !== undefined) return hook;
  throw new UserError('GW847', {
    summary: `The file no longer has the hook that ${id} stands for${subject === undefined ? '' : `: ${subject}`}`,
    hint: 'Put it back, or do by hand what its undo would do and give it `undo: none`; then run `godwit apply` again',
  });
}

function actionContext(hook: Hook, step: Pick<Step, 'id'>, context: StepContext, purpose: 'run' | 'undo') {
  const { loaded, source, destination } = context.migration;
  return {
    baseDirectory: loaded.baseDirectory,
    env: context.env,
    timeoutMs: hook.timeoutMs,
    secrets: secretsOfMigration(context.migration),
    // What puts things in order has its own time, and no other limit.
    signal: purpose === 'undo' ? new AbortController().signal : context.signal,
    facts: {
      migration: loaded.name,
      event: hook.on,
      hook: hook.name,
      purpose,
      step: step.id,
      sourceHosts: source.address,
      destinationHosts: destination.address,
      at: context.now().toISOString(),
    },
  };
}

function hookFailed(hook: Hook, words: string): EnvironmentError {
  return new EnvironmentError('GW840', {
    summary: `The ${hook.on} hook "${hook.name}" failed`,
    detail: words,
    hint: 'Run it by hand to see why; with onFailure: continue a failure is only noted',
  });
}
