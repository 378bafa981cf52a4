/** A directory with a Terraform configuration, and terraform run in it with godwit's provider attached. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GodwitProject } from '../cli/project.ts';
import type { CliResult, RunningCli } from '../cli/running-cli.ts';

export class TerraformProject {
  readonly #project: GodwitProject;
  readonly #binary: readonly string[];

  /** @param binary whichever is on PATH when it is left out */
  constructor(project: GodwitProject, binary?: string) {
    this.#project = project;
    this.#binary = binary === undefined ? [] : ['--binary', binary];
  }

  /** Writes the configuration: what stands in the block of the migration. */
  async configure(body: string, rest = ''): Promise<void> {
    const text = `terraform {
  required_providers {
    godwit = { source = "registry.terraform.io/godwit/godwit" }
  }
}
${rest}
resource "godwit_migration" "shop" {
${body}
}
`;
    await writeFile(join(this.#project.directory, 'main.tf'), text);
  }

  start(...args: readonly string[]): RunningCli {
    return this.#project.start(['terraform', ...this.#binary, '--', ...args], {
      env: { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
    });
  }

  async run(...args: readonly string[]): Promise<CliResult> {
    return await this.start(...args, '-no-color').result;
  }

  /** Which has to go well. */
  async apply(...args: readonly string[]): Promise<CliResult> {
    const result = await this.run('apply', '-auto-approve', ...args);
    if (result.exitCode !== 0)
      throw new Error(`terraform apply ended with ${result.exitCode}:\n${result.stdout}\n${result.stderr}`);
    return result;
  }

  /** 0: nothing to do, 1: an error, 2: changes. */
  async plan(...args: readonly string[]): Promise<CliResult> {
    return await this.run('plan', '-detailed-exitcode', ...args);
  }

  /** Attributes of the migration in Terraform's state; undefined where it is not there. */
  async state(): Promise<Record<string, unknown> | undefined> {
    const text = await readFile(join(this.#project.directory, 'terraform.tfstate'), 'utf8').catch(() => undefined);
    const { resources = [] } = text === undefined ? {} : JSON.parse(text);
    return resources[0]?.instances[0]?.attributes;
  }

  /** Takes away the lock of a terraform that was killed. */
  async unlock(): Promise<void> {
    await rm(join(this.#project.directory, '.terraform.tfstate.lock.info'), { force: true });
  }

  /** Whether the next plan would destroy and make it anew. */
  async isTainted(): Promise<boolean> {
    const text = await readFile(join(this.#project.directory, 'terraform.tfstate'), 'utf8');
    return text.includes('"tainted"');
  }
}
