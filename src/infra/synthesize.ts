import { mkdirSync } from 'node:fs';
import { App } from 'cdktf';
import type { Migration } from '../spec/migration.ts';
import { AtlasStack } from './constructs/atlas-stack.ts';
import { desiredDestination, type InfrastructureStage } from './desired.ts';

/** Of a migration, what its stack depends on. */
export type StackSource = Pick<Migration, 'name' | 'destination' | 'terraform'>;

export interface SynthesisOptions {
  readonly stage: InfrastructureStage;
  /** Of a declared project that is adopted, where it was found. */
  readonly projectId?: string | undefined;
}

/** The stack of a migration's destination as Terraform reads it (`cdk.tf.json`), with no secret in it. */
export function synthesize(source: StackSource, options: SynthesisOptions): Record<string, unknown> {
  const stack = addStack(new App({ skipValidation: true }), source, options);
  stack.prepareStack();
  return withoutComments(stack.toTerraform()) as Record<string, unknown>;
}

/**
 * Writes the stacks of several migrations as the cdktf command expects them: `stacks/NAME/cdk.tf.json` and `manifest.json`.
 * @returns the paths of the stacks, from the directory on
 */
export function writeStacks(
  sources: readonly StackSource[],
  directory: string,
  optionsOf: (source: StackSource) => SynthesisOptions,
): readonly string[] {
  // cdktf makes the last directory of the path, and none above it.
  mkdirSync(directory, { recursive: true });
  const app = new App({ outdir: directory });
  for (const source of sources) addStack(app, source, optionsOf(source));
  app.synth();
  return sources.map(({ name }) => stackPath(name));
}

/** Where cdktf puts a stack, from its output directory on. */
const stackPath = (name: string): string => `stacks/${name}/cdk.tf.json`;

function addStack(app: App, source: StackSource, { stage, projectId }: SynthesisOptions): AtlasStack {
  const { name, destination, terraform } = source;
  if (destination.kind !== 'atlas') throw new TypeError(`${name} has no destination in Atlas`);
  return new AtlasStack(app, name, {
    destination: desiredDestination(destination.atlas, stage),
    migration: name,
    terraform,
    projectId,
  });
}

/** cdktf marks what it made with comments (`//`) that change with its version; they are no part of the stack. */
function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => key !== '//' && one !== undefined)
      .map(([key, one]) => [key, withoutComments(one)]),
  );
}
