import type { CommandContext } from './context.ts';
import type { GlobalOptions } from './global-options.ts';

/** What a command without a plan did to a sync, and what can be typed next. */
interface Change {
  readonly migration: string;
  readonly change: 'paused' | 'resumed';
  readonly next: string;
}

const words: Readonly<Record<Change['change'], string>> = { paused: 'is paused', resumed: 'goes on' };

export function tellChange({ stdout }: CommandContext, { format }: GlobalOptions, told: Change): void {
  const { migration, change, next } = told;
  const json = { format_version: '1.0', type: change, migration, nextSteps: [next] };
  stdout.write(format === 'json' ? `${JSON.stringify(json)}\n` : `${migration} ${words[change]}. Next: ${next}\n`);
}
