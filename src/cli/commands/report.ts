import { resolve } from 'node:path';
import { Command } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { observe } from '../../observe/observe.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { version } from '../../pipeline/version.ts';
import { renderReportHtml } from '../../report/html/report.ts';
import { renderReportMarkdown } from '../../report/markdown/report.ts';
import { type MigrationReport, migrationReport } from '../../report/migration-report.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, type OutputFormat } from '../global-options.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit report`: the document for the change ticket. */
export function reportCommand(context: CommandContext): Command {
  return new Command('report')
    .description(
      'Write what happened in the migration as one document: timeline, who did what, gates with their values, how long ' +
        'writes were blocked, verification, settings, and what is left to do. Markdown, JSON with --format json, or HTML ' +
        'when --out names a file that ends with .html.',
    )
    .option('--out <file>', 'write it there; .html, .md or .json says which form')
    .action(async (flags: { out?: string }, command: Command) => {
      const { format } = globalOptions(command);
      await withMigrations(command, context, async (migration) => {
        const observation = await interruptible(context.signal, async () => await observe(migration, context.now()));
        const { loaded } = migration;
        const now = context.now().toISOString();
        const report = migrationReport({ loaded, observation, godwitVersion: version(), now });
        if (flags.out === undefined) context.stdout.write(render(report, format === 'json' ? 'json' : 'md'));
        else {
          const form = /\.(html?|json)$/i.exec(flags.out)?.[1]?.toLowerCase() ?? formOf(format);
          await writeFileAtomic(resolve(context.cwd, flags.out), render(report, form));
          context.stdout.write(`The report of ${loaded.name} is in ${flags.out}\n`);
        }
        return 'goOn';
      });
    });
}

const formOf = (format: OutputFormat) => (format === 'json' ? 'json' : 'md');

function render(report: MigrationReport, form: string): string {
  if (form.startsWith('htm')) return renderReportHtml(report);
  return form === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : renderReportMarkdown(report);
}
