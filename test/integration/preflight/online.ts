import { godwit } from '../../unit/cli/support.ts';
import { complete, directoryOf } from '../../unit/spec/support.ts';

/** One finding, as `--format json` has it. */
export interface OnlineFinding {
  readonly severity: string;
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly hint?: string;
  readonly objects?: { readonly total: number; readonly first: readonly string[] };
  readonly range?: { readonly start: { readonly line: number; readonly column: number } };
}

export interface Clusters {
  readonly sourceUri: string;
  readonly destinationUri: string;
}

/** `godwit validate --online` on a file with these blocks beside name and connections. */
export async function validateOnline(
  { sourceUri, destinationUri }: Clusters,
  blocks = '',
  ...flags: string[]
): Promise<{ exitCode: number; findings: readonly OnlineFinding[]; stdout: string; stderr: string }> {
  const given = /^(source|destination):/.exec(blocks)?.[1];
  const base = given === undefined ? complete : complete.replace(new RegExp(`${given}: .*\\n`), '');
  await using directory = await directoryOf({ 'godwit.yaml': `${base}${blocks}\n` });
  const args = ['validate', '--online', '--format', 'json', ...flags];
  const env = { SOURCE_URI: sourceUri, DESTINATION_URI: destinationUri };
  const { exitCode, stdout, stderr } = await godwit(args, { cwd: directory.path, env });
  const findings = stdout.startsWith('{') ? (JSON.parse(stdout).diagnostics ?? []) : [];
  return { exitCode, findings, stdout, stderr };
}

export function codesOf(findings: readonly OnlineFinding[]): string[] {
  return findings.map(({ code, severity }) => `${code} ${severity}`);
}
