import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TerraformBinary } from './find-binary.ts';
import type { TerraformEvent } from './json-lines.ts';
import { readPlan, type TerraformPlan } from './plan-json.ts';
import { runTerraform, type TerraformResult } from './run-terraform.ts';
import { type FailedCommand, terraformFailure } from './terraform-failure.ts';

export interface TerraformOptions {
  readonly binary: TerraformBinary;
  /** Where the stack is, with its local state if that is where the state is kept. */
  readonly directory: string;
  /** With credentials and secret variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: readonly string[];
  readonly placeOf: FailedCommand['placeOf'];
  /** How long to wait for somebody else's lock. */
  readonly lockTimeoutMs: number;
}

interface RunOptions {
  readonly signal: AbortSignal;
  readonly onEvent?: ((event: TerraformEvent) => void) | undefined;
}

/**
 * The saved plan holds values in clear: it is readable by nobody else, and gone after use. Another process that plans at the
 * same time must not put its own in the place of what was reviewed.
 */
const planFile = `godwit-${process.pid}.tfplan`;

/** Drives terraform or tofu over one stack. */
export class Terraform {
  readonly #options: TerraformOptions;
  /** The stack that this process has got ready last. */
  #ready: string | undefined;

  constructor(options: TerraformOptions) {
    this.#options = options;
  }

  get product(): string {
    const { product, version } = this.#options.binary;
    return `${product} ${version}`;
  }

  /** Writes the stack and gets ready what it needs: the provider, the backend. */
  async init(stack: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void> {
    const file = join(this.#options.directory, 'cdk.tf.json');
    const text = `${JSON.stringify(stack, undefined, 2)}\n`;
    if (text === this.#ready) return;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, text);
    await this.#run('init', ['init', '-input=false', '-json', '-no-color'], { signal });
    this.#ready = text;
  }

  /** Plans, and keeps the plan for `apply`. */
  async plan({ signal, onEvent }: RunOptions, extra: readonly string[] = []): Promise<TerraformPlan> {
    const path = join(this.#options.directory, planFile);
    // Terraform keeps the permissions of a file that is there.
    await writeFile(path, '', { mode: 0o600 });
    await this.#run('plan', ['plan', '-input=false', '-json', `-out=${planFile}`, ...this.#lock, ...extra], {
      signal,
      onEvent,
    });
    const { stdout } = await this.#run('show', ['show', '-json', planFile], { signal });
    return readPlan(stdout);
  }

  /** Carries out the plan that was made last, exactly. */
  async apply(options: RunOptions): Promise<void> {
    try {
      await this.#run('apply', ['apply', '-input=false', '-json', ...this.#lock, planFile], options);
    } finally {
      await this.forgetPlan();
    }
  }

  async forgetPlan(): Promise<void> {
    await rm(join(this.#options.directory, planFile), { force: true });
  }

  /** The stack's outputs; none where nothing was applied yet. */
  async outputs(signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    const { stdout } = await this.#run('output', ['output', '-json'], { signal });
    const outputs = JSON.parse(stdout || '{}') as Record<string, { value: unknown }>;
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  get #lock(): readonly string[] {
    return [`-lock-timeout=${Math.ceil(this.#options.lockTimeoutMs / 1000)}s`];
  }

  async #run(
    verb: FailedCommand['verb'],
    args: readonly string[],
    { signal, onEvent }: RunOptions,
  ): Promise<TerraformResult> {
    const { binary, directory, env, secrets, placeOf } = this.#options;
    const result = await runTerraform({ binary: binary.path, args, directory, env, signal, onEvent });
    if (result.exitCode === 0) return result;
    signal.throwIfAborted();
    throw terraformFailure(result, { verb, product: binary.product, directory, secrets, placeOf });
  }
}
