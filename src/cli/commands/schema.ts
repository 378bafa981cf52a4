import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { CommandContext } from '../context.ts';

const schemaFile = new URL('../../../schemas/migration.schema.json', import.meta.url);

/** `godwit schema`: the JSON Schema of migration files, for editors and other tools. */
export function schemaCommand(context: CommandContext): Command {
  return new Command('schema')
    .description(
      'Print the JSON Schema of migration files. Editors complete and check a file whose first line names the schema; ' +
        '--editor prints that line.',
    )
    .option('--editor', 'print the comment line that tells editors where the schema is')
    .option('--path', 'print the path of the schema on this machine')
    .action(async (options: { editor?: boolean; path?: boolean }) => {
      if (options.path) context.stdout.write(`${fileURLToPath(schemaFile)}\n`);
      else if (options.editor) context.stdout.write(`# yaml-language-server: $schema=${fileURLToPath(schemaFile)}\n`);
      else context.stdout.write(await readFile(schemaFile, 'utf8'));
    });
}
