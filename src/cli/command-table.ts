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
    name: 'schema',
    summary: 'Print the JSON Schema of migration files',
    load: async () => (await import('./commands/schema.ts')).schemaCommand,
  },
];
