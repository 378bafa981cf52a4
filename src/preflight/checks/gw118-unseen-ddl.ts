import { isToBeCopied } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';

/** Change streams tell of collections and indexes that are made from 6.0 on. */
export const unseenDdl: Check = {
  code: 'GW118',
  severity: 'info',
  title: 'The source tells of collections and indexes that are made meanwhile',
  engines: mongosyncEngines,
  run: ({ observation: { source }, state }) =>
    source.facts.versionNumber >= 600 || !isToBeCopied(state)
      ? []
      : [
          {
            summary: `The source (${source.address}) is MongoDB ${source.facts.version}: nothing may be created, renamed or dropped there while mongosync runs`,
            detail: 'That includes collections made by a first insert, $out, $merge and mapReduce',
            fix: 'Freeze deployments that change collections or indexes until the cutover, or use engine.type: builtin, which looks for them',
          },
        ],
};
