import { Command } from 'commander';
import type { Diagnostic } from '../../lib/diagnostic.ts';
import { type ExitCode, exitCodes } from '../../lib/errors.ts';
import { version } from '../../pipeline/version.ts';
import { diagnosticsDocument } from '../../report/json/diagnostics.ts';
import { renderDiagnostics } from '../../report/text/diagnostics.ts';
import { type Paint, paintFor } from '../../report/text/paint.ts';
import { renderValidation } from '../../report/text/validation.ts';
import { loadMigrations } from '../../spec/load-migrations.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import type { OnlineResult } from '../check-online.ts';
import { hasColors } from '../colors.ts';
import type { CommandContext } from '../context.ts';
import { type GlobalOptions, globalOptions, requireFormat } from '../global-options.ts';

/** `godwit validate`: files against the schema and the rules, and on request the clusters against the checks. */
export function validateCommand(context: CommandContext): Command {
  return new Command('validate')
    .description(
      'Check migration files against the schema and the rules, and report everything that is wrong at once. ' +
        'Nothing is connected to and no secret is read. Without -e, each environment of a file is checked as well. ' +
        'With --online, both clusters are looked at too, read-only, and held against the limits of the engine.',
    )
    .option('--strict', 'treat warnings as errors: unset environment variables, missing files')
    .option('--online', 'connect to source and destination and run the checks; exit with 3 when one blocks')
    .option(
      '--scan-data',
      'with --online: read every document for what engines and servers do not take; can be resumed',
    )
    .option('--all-engines', 'with --online: tell which engines could do it, and what stands in the way of the others')
    .action(async (_options, command: Command) => {
      const options = globalOptions(command);
      requireFormat(command, options.format, ['text', 'json', 'markdown', 'sarif']);
      const flags = command.opts<Flags>();
      const { migrations, diagnostics } = await loadMigrations({
        paths: options.files,
        cwd: context.cwd,
        environment: options.environment,
        vars: options.vars,
        env: context.env,
        now: context.now(),
        checkEnvironments: true,
      });
      const counted = flags.strict === true ? diagnostics.map(asError) : diagnostics;
      const isValid = counted.every(({ severity }) => severity !== 'error');
      const isOnline = flags.online === true || flags.allEngines === true || flags.scanData === true;
      const results =
        isValid && isOnline
          ? await online(migrations, { ...options, scansData: flags.scanData === true }, context)
          : undefined;
      const validation = { migrations, diagnostics: counted, isValid, results, options, flags };
      context.stdout.write(await render(validation, context));
      context.finish(exitCodeOf(validation));
    });
}

interface Flags {
  readonly strict?: boolean;
  readonly online?: boolean;
  readonly allEngines?: boolean;
  readonly scanData?: boolean;
}

interface Validation {
  readonly migrations: readonly LoadedMigration[];
  readonly diagnostics: readonly Diagnostic[];
  readonly isValid: boolean;
  /** Absent where no cluster was looked at. */
  readonly results: readonly OnlineResult[] | undefined;
  readonly options: GlobalOptions;
  readonly flags: Flags;
}

const asError = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.severity === 'warning' ? { ...diagnostic, severity: 'error' } : diagnostic;

async function online(
  migrations: readonly LoadedMigration[],
  { targets, scansData }: GlobalOptions & { readonly scansData: boolean },
  context: CommandContext,
): Promise<readonly OnlineResult[]> {
  const { checkOnline } = await import('../check-online.ts');
  const results: OnlineResult[] = [];
  for (const loaded of migrations) {
    if (targets.length > 0 && !targets.includes(loaded.name)) continue;
    results.push(await checkOnline(loaded, context, { scansData }));
  }
  return results;
}

function exitCodeOf({ isValid, results = [] }: Validation): ExitCode {
  if (!isValid) return exitCodes.error;
  const isBlocked = results.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'));
  return isBlocked ? exitCodes.checksBlock : exitCodes.ok;
}

/** A waiver that is over is a warning of the file, and an error of the checks: once is enough. */
function allDiagnostics({ diagnostics, results }: Validation): readonly Diagnostic[] {
  if (results === undefined) return diagnostics;
  return [...diagnostics.filter(({ code }) => code !== 'GW673'), ...results.flatMap((result) => result.diagnostics)];
}

async function render(validation: Validation, context: CommandContext): Promise<string> {
  const { options, results = [], flags } = validation;
  const all = allDiagnostics(validation);
  const verdicts = flags.allEngines === true ? await matrices(results) : [];
  switch (options.format) {
    case 'json': {
      const engines = verdicts.length === 0 ? {} : { engines: Object.fromEntries(verdicts) };
      return `${JSON.stringify({ ...diagnosticsDocument(all), ...engines })}\n`;
    }
    case 'sarif': {
      const { sarifDocument } = await import('../../report/sarif/diagnostics.ts');
      const { allChecks } = await import('../../preflight/all-checks.ts');
      const file = validation.migrations[0]?.file ?? options.files[0] ?? 'godwit.yaml';
      return `${JSON.stringify(sarifDocument(all, allChecks, version(), file))}\n`;
    }
    case 'markdown': {
      const { diagnosticsMarkdown, matrixMarkdown } = await import('../../report/markdown/diagnostics.ts');
      const title = validation.results === undefined ? 'godwit validate' : 'godwit validate --online';
      return [diagnosticsMarkdown(all, title), ...verdicts.map(([, rows]) => matrixMarkdown(rows))].join('\n');
    }
    case 'text':
      return await renderText(validation, verdicts, paintFor(hasColors(context, options.hasColor)));
  }
}

type Matrices = Awaited<ReturnType<typeof matrices>>;

async function matrices(results: readonly OnlineResult[]) {
  const { engineMatrix } = await import('../../preflight/engine-matrix.ts');
  const { matrixRows } = await import('../../report/engine-matrix.ts');
  return results.map(({ loaded, context }) => [loaded.name, matrixRows(engineMatrix(context))] as const);
}

async function renderText(validation: Validation, verdicts: Matrices, paint: Paint): Promise<string> {
  const { migrations, diagnostics, isValid, results, options } = validation;
  if (results === undefined) {
    return renderValidation({ migrations: isValid ? migrations : [], diagnostics, options }, paint);
  }
  const { renderOnline } = await import('../../report/text/online.ts');
  const { renderMatrix } = await import('../../report/text/engine-matrix.ts');
  const ofFiles = diagnostics.filter(({ code }) => code !== 'GW673');
  const sections = [
    ...(ofFiles.length === 0 ? [] : [renderDiagnostics(ofFiles, paint)]),
    ...results.map((result) => renderOnline(result, paint)),
    ...verdicts.map(([, rows]) => renderMatrix(rows, paint)),
  ];
  return sections.join('\n');
}
