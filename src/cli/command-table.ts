import type { Command } from 'commander';
import type { CommandContext } from './context.ts';

/** A command as help lists it; its module is loaded when it is run. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<(context: CommandContext) => Command>;
}

/** All commands, in the order of help: one line for each. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'Look at a source and write the file of a migration that fits it',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  {
    name: 'validate',
    summary: 'Check migration files, all errors at once',
    load: async () => (await import('./commands/validate.ts')).validateCommand,
  },
  {
    name: 'plan',
    summary: 'Show what apply would do, and why',
    load: async () => (await import('./commands/plan.ts')).planCommand,
  },
  {
    name: 'apply',
    summary: 'Carry out the plan: provision, sync, cut over',
    load: async () => (await import('./commands/apply.ts')).applyCommand,
  },
  {
    name: 'show',
    summary: 'Show a saved plan as it was reviewed',
    load: async () => (await import('./commands/show.ts')).showCommand,
  },
  {
    name: 'status',
    summary: 'Tell where the migration stands and what may be done now',
    load: async () => (await import('./commands/status.ts')).statusCommand,
  },
  {
    name: 'pause',
    summary: 'Pause the sync at a checkpoint',
    load: async () => (await import('./commands/pause.ts')).pauseCommand,
  },
  {
    name: 'resume',
    summary: 'Let a paused or failed sync go on',
    load: async () => (await import('./commands/resume.ts')).resumeCommand,
  },
  {
    name: 'lock',
    summary: 'Tell who holds the lock, or take it away from a dead run',
    load: async () => (await import('./commands/lock.ts')).lockCommand,
  },
  {
    name: 'verify',
    summary: 'Compare source and destination, or any two clusters',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  {
    name: 'cutover',
    summary: 'Approve, rehearse or take back a cutover',
    load: async () => (await import('./commands/cutover.ts')).cutoverCommand,
  },
  {
    name: 'report',
    summary: 'Write what happened as one document',
    load: async () => (await import('./commands/report.ts')).reportCommand,
  },
  {
    name: 'connect-test',
    summary: 'Try the connection string of an application, where the application runs',
    load: async () => (await import('./commands/connect-test.ts')).connectTestCommand,
  },
  {
    name: 'guard',
    summary: 'Stand by to take a cutover back when the run or its machine dies',
    load: async () => (await import('./commands/guard.ts')).guardCommand,
  },
  {
    name: 'ci',
    summary: 'Plan on a pull request, apply after its merge, look for drift',
    load: async () => (await import('./commands/ci.ts')).ciCommand,
  },
  {
    name: 'sync',
    summary: 'Run the built-in sync engine as a process',
    load: async () => (await import('./commands/sync.ts')).syncCommand,
  },
  {
    name: 'destroy',
    summary: 'Remove a destination in Atlas that was made for a migration given up',
    load: async () => (await import('./commands/destroy.ts')).destroyCommand,
  },
  {
    name: 'synth',
    summary: 'Write the Terraform stack of a destination in Atlas',
    load: async () => (await import('./commands/synth.ts')).synthCommand,
  },
  {
    name: 'terraform',
    summary: 'Run terraform with godwit as its provider',
    load: async () => (await import('./commands/terraform.ts')).terraformCommand,
  },
  {
    name: 'engines',
    summary: 'Compare the sync engines, or tell which fit a migration',
    load: async () => (await import('./commands/engines.ts')).enginesCommand,
  },
  {
    name: 'engine',
    summary: 'Set up an engine that runs elsewhere',
    load: async () => (await import('./commands/engine.ts')).engineCommand,
  },
  {
    name: 'schema',
    summary: 'Print the JSON Schema of migration files',
    load: async () => (await import('./commands/schema.ts')).schemaCommand,
  },
];
