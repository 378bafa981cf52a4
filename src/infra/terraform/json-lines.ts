/**
 * What terraform says with `-json`: one object a line. Types that are not known are left alone, as its documentation asks
 * for. Source: "Machine-Readable UI", format 1.x.
 */

export interface TerraformDiagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** Of the resource, where it concerns one. */
  readonly address: string | undefined;
}

export type TerraformEvent =
  | { readonly type: 'diagnostic'; readonly diagnostic: TerraformDiagnostic }
  | { readonly type: 'started' | 'completed' | 'errored'; readonly address: string; readonly action: string }
  | { readonly type: 'progress'; readonly address: string; readonly elapsedSeconds: number };

const applyTypes = { apply_start: 'started', apply_complete: 'completed', apply_errored: 'errored' } as const;

/** One line as an event; `undefined` for what nobody waits for, and for text that is no JSON. */
export function readLine(line: string): TerraformEvent | undefined {
  const message = parse(line);
  if (message === undefined) return undefined;
  const { type, diagnostic, hook } = message;
  if (type === 'diagnostic' && diagnostic !== undefined) {
    const { severity, summary = '', detail = '', address } = diagnostic;
    return {
      type,
      diagnostic: { severity: severity === 'warning' ? 'warning' : 'error', summary, detail, address },
    };
  }
  const address = hook?.resource?.addr;
  if (address === undefined) return undefined;
  if (type === 'apply_progress') return { type: 'progress', address, elapsedSeconds: hook?.elapsed_seconds ?? 0 };
  const kind = applyTypes[type as keyof typeof applyTypes];
  return kind && { type: kind, address, action: hook?.action ?? '' };
}

interface Message {
  readonly type?: string;
  readonly diagnostic?: { severity?: string; summary?: string; detail?: string; address?: string };
  readonly hook?: { resource?: { addr?: string }; action?: string; elapsed_seconds?: number };
}

function parse(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
