import { Command } from 'commander';
import type { ExitCode } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';

/** `godwit terraform`: Terraform with godwit's provider in it. */
export function terraformCommand(context: CommandContext): Command {
  return new Command('terraform')
    .description(
      'Run terraform or tofu with the provider `godwit`, served by this process: `godwit terraform -- plan`, and so on with every command of Terraform. Nothing has to be installed for it.',
    )
    .argument('<arguments...>', 'what terraform is to do, after `--`')
    .option('--binary <path>', 'terraform or tofu (default: whichever is on PATH)')
    .action(async (args: readonly string[], { binary }: { binary?: string }) => {
      const { runAttached } = await import('../../terraform/attached/run-attached.ts');
      const { cwd, env, now, signal, stderr } = context;
      const exitCode = await runAttached({
        args,
        binary,
        cwd,
        env,
        now,
        signal,
        tell: (line) => stderr.write(`${line}\n`),
        isAtTerminal: process.stdin.isTTY === true,
      });
      // Terraform's own codes mean what Terraform says.
      context.finish(exitCode as ExitCode);
    });
}
