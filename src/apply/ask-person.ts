import type { StepContext } from './step-executor.ts';

/** Tells a person what there is to do, at the moment at which it is; the plan has said it before. */
export function askPerson(details: readonly string[], { note }: Pick<StepContext, 'note'>): void {
  note('A person is needed now');
  for (const line of details) note(line);
}
