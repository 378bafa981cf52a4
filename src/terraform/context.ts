import type { RunContext } from '../pipeline/run-context.ts';

/** The world as the provider sees it: the process that serves it gives it. */
export interface ProviderContext extends RunContext {
  /** The working directory of Terraform, which relative paths start at. */
  readonly cwd: string;
  /** A line for whoever watches: Terraform itself shows nothing of what a provider does. */
  readonly tell: (line: string) => void;
}
