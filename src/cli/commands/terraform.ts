import { resolve } from 'node:path';
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
    .addCommand(installCommand(context))
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

/** `godwit terraform install`: for those who run terraform themselves. */
function installCommand({ cwd, stdout }: CommandContext): Command {
  return new Command('install')
    .description(
      'Lay the provider out where terraform and tofu look for it, so that they start it by themselves. Run it again after an update of godwit.',
    )
    .option('--directory <path>', 'a mirror in the file system (default: ~/.terraform.d/plugins)')
    .action(async ({ directory }: { directory?: string }) => {
      const { installProvider } = await import('../../terraform/install/install-provider.ts');
      const { platform, arch: architecture } = process;
      const mirror = directory === undefined ? undefined : resolve(cwd, directory);
      const files = await installProvider({ directory: mirror, platform, architecture });
      const where =
        mirror === undefined
          ? 'Terraform looks there by itself; run `terraform init` in your configuration'
          : `Terraform has to be told, in its own configuration file (~/.terraformrc):\n\n  provider_installation {\n    filesystem_mirror { path = ${JSON.stringify(mirror)} }\n    direct { exclude = ["registry.terraform.io/godwit/*", "registry.opentofu.org/godwit/*"] }\n  }`;
      stdout.write(`Installed:\n${files.map((file) => `  ${file}\n`).join('')}${where}\n`);
    });
}
