import { relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { UserError } from '../../lib/errors.ts';
import type { Phase } from '../../spec/migration.ts';
import type { CommandContext } from '../context.ts';
import { globalOptions, requireFormat } from '../global-options.ts';
import { selectMigrations } from '../select-migrations.ts';

const stages = ['syncing', 'cutOver', 'complete'] as const;
type Stage = (typeof stages)[number];

/** `godwit synth`: the Terraform stacks of destinations in Atlas, for pipelines that run Terraform themselves. */
export function synthCommand(context: CommandContext): Command {
  return new Command('synth')
    .description(
      'Write the Terraform stacks of destinations in Atlas (stacks/NAME/cdk.tf.json), without any secret. For pipelines that run Terraform themselves, and for the cdktf command.',
    )
    .option('--out <directory>', 'where to write to (default: terraform.directory of the file)')
    .addOption(
      new Option('--stage <stage>', 'settings for which time (default: by the phase of the file)').choices(stages),
    )
    .action(async ({ out, stage }: { out?: string; stage?: Stage }, command: Command) => {
      requireFormat(command, globalOptions(command).format, ['text', 'json']);
      const { selected } = await selectMigrations(globalOptions(command), context);
      const provisioned = selected.filter(({ spec }) => spec.destination.kind === 'atlas');
      const [first] = provisioned;
      if (first === undefined) {
        if (selected.length === 0) return;
        throw new UserError('GW720', {
          summary: 'No migration has a destination that Terraform could make',
          hint: 'A stack is made of `destination.atlas`; a destination with `uri` exists already',
        });
      }
      // The cdktf command says where it looks for stacks.
      const given = out ?? context.env['CDKTF_OUTDIR'];
      const directory =
        given === undefined
          ? resolve(first.baseDirectory, first.spec.terraform.directory)
          : resolve(context.cwd, given);
      const { writeStacks } = await import('../../infra/synthesize.ts');
      const paths = writeStacks(
        provisioned.map(({ spec }) => spec),
        directory,
        ({ name }) => ({ stage: stage ?? stageOf(provisioned.find((one) => one.name === name)!.spec.phase) }),
      );
      const files = paths.map((path) => relative(context.cwd, resolve(directory, path)));
      const isJson = globalOptions(command).format === 'json';
      context.stdout.write(isJson ? `${JSON.stringify({ format_version: '1.0', files })}\n` : `${files.join('\n')}\n`);
    });
}

/** What the infrastructure has to be for a phase to be reached. */
const stageOf = (phase: Phase): Stage => (phase === 'complete' ? 'complete' : 'syncing');
