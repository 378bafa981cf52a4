import { Command } from 'commander';
import { allCapabilities, capabilitiesFor } from '../../engines/all-capabilities.ts';
import type { EngineType } from '../../engines/engine.ts';
import { misfitsOf } from '../../engines/fitness.ts';
import { observe } from '../../observe/observe.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { capabilityRows, renderMatrix } from '../../report/text/capability-matrix.ts';
import { type EngineVerdict, renderVerdicts } from '../../report/text/engine-verdicts.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit engines`: what each engine can do; with `-f`, which can carry out these migrations and why others cannot. */
export function enginesCommand(context: CommandContext): Command {
  return new Command('engines')
    .description(
      'Compare the sync engines. With -f FILE, tell which of them can carry out the migration, and why the others cannot; source and destination are looked at for that.',
    )
    .action(async (_options, command: Command) => {
      const { format } = globalOptions(command);
      requireFormat(command, format, ['text', 'json', 'markdown']);
      // The default file name is no wish to have it looked at.
      if (command.optsWithGlobals()['file'] === undefined) {
        const engines = allCapabilities;
        context.stdout.write(
          format === 'json'
            ? `${JSON.stringify({ format_version: '1.0', engines, rows: capabilityRows(engines) })}\n`
            : renderMatrix(engines, format === 'markdown' ? 'markdown' : 'text'),
        );
        return;
      }
      await withMigrations(command, context, async (migration) => {
        const verdicts = await interruptible(context.signal, async () => await verdictsOn(migration, context.now()));
        const { name } = migration.loaded;
        context.stdout.write(
          format === 'json'
            ? `${JSON.stringify({ format_version: '1.0', migration: name, engines: verdicts })}\n`
            : renderVerdicts(name, migration.engine.type, verdicts),
        );
        return 'goOn';
      });
    });
}

async function verdictsOn(migration: OpenMigration, now: Date): Promise<readonly EngineVerdict[]> {
  const { source, destination } = await observe(migration, now);
  const facts = {
    source: source.facts,
    destination: destination.facts,
    hasTimeSeries: source.namespaces.some(({ type }) => type === 'timeseries'),
  };
  return (Object.keys(allCapabilities) as EngineType[]).map((type) => {
    const { spec } = migration.loaded;
    const isOfFile = type === migration.engine.type;
    const capabilities = isOfFile ? migration.engine.capabilities : capabilitiesFor(type, spec, source.facts);
    const misfits = misfitsOf(capabilities, spec, facts);
    return {
      engine: type,
      title: capabilities.title,
      canDoIt: misfits.length === 0,
      reasons: misfits.map(({ why }) => why),
    };
  });
}
