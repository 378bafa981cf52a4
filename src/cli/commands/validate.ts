import { Command } from 'commander';
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { exitCodes } from '../../lib/errors.ts';
import { diagnosticsDocument } from '../../report/json/diagnostics.ts';
import { paintFor } from '../../report/text/paint.ts';
import { renderValidation } from '../../report/text/validation.ts';
import { loadMigrations } from '../../spec/load-migrations.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';

/** `godwit validate`: files against the schema and the rules, all errors at once, without any connection. */
export function validateCommand(context: CommandContext): Command {
  return new Command('validate')
    .description(
      'Check migration files against the schema and the rules, and report everything that is wrong at once. ' +
        'Nothing is connected to and no secret is read. Without -e, each environment of a file is checked as well.',
    )
    .option('--strict', 'treat warnings as errors: unset environment variables, missing files')
    .action(async (_options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json']);
      const { migrations, diagnostics } = await loadMigrations({
        paths: options.files,
        cwd: context.cwd,
        environment: options.environment,
        vars: options.vars,
        env: context.env,
        now: context.now(),
        checkEnvironments: true,
      });
      const counted = command.opts()['strict'] ? diagnostics.map(asError) : diagnostics;
      const isValid = counted.every(({ severity }) => severity !== 'error');
      if (options.format === 'json') {
        context.stdout.write(`${JSON.stringify(diagnosticsDocument(counted))}\n`);
      } else {
        const paint = paintFor(hasColors(context, options.hasColor));
        context.stdout.write(
          renderValidation({ migrations: isValid ? migrations : [], diagnostics: counted, options }, paint),
        );
      }
      context.finish(isValid ? exitCodes.ok : exitCodes.error);
    });
}

const asError = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.severity === 'warning' ? { ...diagnostic, severity: 'error' } : diagnostic;
