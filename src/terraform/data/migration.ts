/** `godwit_migration` as a data source: where a migration stands that another configuration, or a pipeline, drives. */
import type { Journal } from '../../ledger/journal.ts';
import { observe } from '../../observe/observe.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { openLoaded } from '../../pipeline/open-loaded.ts';
import type { ProviderContext } from '../context.ts';
import type { DataAnswer, DataWork } from '../data-source.ts';
import { standing } from '../migration/standing.ts';
import { readWish } from '../migration/wish.ts';
import type { ValueMap } from '../values/value.ts';

export const migrationData: DataWork = {
  validate: async (config, context) => (await readWish(config, context)).diagnostics,
  read,
};

async function read(config: ValueMap, context: ProviderContext): Promise<DataAnswer> {
  const { loaded, env, diagnostics } = await readWish(config, context);
  if (loaded === undefined) return { state: null, diagnostics };
  await using migration = await openLoaded(loaded, { ...context, env }, { lockTimeoutMs: 0 }, true);
  const observation = await interruptible(context.signal, async () => await observe(migration, context.now()));
  const { journal, ledgerLocation } = observation;
  const found = { ...standing(loaded.spec, observation), ledger: ledgerLocation, last_run: lastRun(journal) };
  return { state: { ...config, ...found }, diagnostics };
}

function lastRun({ entries }: Journal): ValueMap | null {
  const began = entries.findLast((entry) => entry.kind === 'runStarted');
  if (began === undefined) return null;
  const ended = entries.find((entry) => entry.kind === 'runFinished' && entry.runId === began.runId);
  return {
    command: began.command,
    phase: began.phase,
    started_at: began.at,
    finished_at: ended?.at ?? null,
    outcome: ended?.kind === 'runFinished' ? ended.outcome : null,
    user: began.by.user,
    host: began.by.host,
    job: began.by.job ?? null,
  };
}
