#!/usr/bin/env node
/** `terraform-provider-godwit`: the process that Terraform starts, several times for each of its commands. */
import { isGodwitError } from '../../lib/errors.ts';
import { servePlugin } from './serve-plugin.ts';

// A Ctrl-C reaches the whole group of processes; Terraform says by itself what is to be stopped.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {});

const parent = process.ppid;
try {
  await servePlugin({
    env: process.env,
    cwd: process.cwd(),
    sayWhere: (line) => process.stdout.write(`${line}\n`),
    // Terraform takes it into its log, see TF_LOG, by the level that a line begins with.
    tell: (line) => process.stderr.write(`[INFO] ${line}\n`),
    hasParent: () => process.ppid === parent,
  });
  process.exit(0);
} catch (error) {
  const hint = isGodwitError(error) && error.hint !== undefined ? `\n${error.hint}` : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${hint}\n`);
  process.exit(1);
}
