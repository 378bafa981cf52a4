import { syncOrigin } from '../../lifecycle/foreign-sync.ts';
import { askPerson } from '../ask-person.ts';
import { pollEngine } from '../poll-engine.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Begins the sync, unless an earlier run has; where a person does, tells what there is to do and waits until it is done. */
export const startSync: StepExecutor = {
  run: async ({ details }, context) => {
    const { engine, source } = context.migration;
    const origin = syncOrigin(source.facts);
    const { state } = await engine.observe();
    if (state !== 'absent') return { wasStarted: true, ...origin };
    if (engine.capabilities.needsPerson === true) askPerson(details, context);
    await engine.start();
    if (engine.capabilities.needsPerson === true)
      await pollEngine(context, { until: (seen) => seen.state !== 'absent' });
    return { ...origin };
  },
};
