/** What is wrong or worth knowing, as Terraform shows it: beside the attribute that it is about. */
import { GodwitError, isGodwitError } from '../../lib/errors.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import type { ValueMap } from '../values/value.ts';
import { pathText, type ValuePath } from '../values/value-path.ts';

/** The message of the protocol. */
export interface DiagnosticMessage {
  readonly severity: 1 | 2;
  readonly summary: string;
  readonly detail: string;
  readonly attribute?: { readonly steps: ValuePath };
}

/**
 * Terraform has errors and warnings; what is merely worth knowing is part of a plan's text. It finds the line of an
 * attribute, and of nothing within one: that is said in words.
 */
export function diagnosticMessage({
  severity,
  code,
  summary,
  detail,
  hint,
  path,
}: AttributeDiagnostic): DiagnosticMessage {
  const within = path.length > 1 ? `At ${pathText(path)}` : undefined;
  return {
    severity: severity === 'error' ? 1 : 2,
    summary: `${summary} [${code}]`,
    detail: [within, detail, hint]
      .filter((part) => part !== undefined && part !== '')
      .map(sentence)
      .join('\n\n'),
    ...(path.length > 0 && { attribute: { steps: path.slice(0, 1) } }),
  };
}

/** Terraform's own texts end with a full stop; quoted lines, which are indented, stay as they are. */
const sentence = (text: string | undefined) => (/(?:[.:!?)`"\n]|\n\s+[^\n]*)$/.test(text ?? '') ? text : `${text}.`);

/** The attribute that a failure is about, where the configuration has one for that; a file says the rest of it. */
export function pathOfFailure(error: unknown, config: ValueMap | null): ValuePath {
  if (!isGodwitError(error)) return [];
  if (error instanceof AttributeError) return error.path;
  const [name] = [error.about, 'spec_file'].filter((one) => one !== undefined && (config?.[one] ?? null) !== null);
  return error.about === undefined || name === undefined ? [] : [{ attributeName: name }];
}

/** Whatever was thrown, as a finding about an attribute. */
export function failureDiagnostic(error: unknown, path: ValuePath = []): AttributeDiagnostic {
  if (isGodwitError(error)) {
    const { code, summary, detail, hint } = error;
    return { severity: 'error', code, summary, detail, hint, path };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    severity: 'error',
    code: 'GW999',
    summary: 'This is a mistake in godwit, not yours',
    detail: stack,
    hint: 'Please report it with the command that you ran',
    path,
  };
}

/** An error with the attribute that it is about. */
export class AttributeError extends GodwitError {
  readonly path: ValuePath;

  constructor({ code, path, ...parts }: Omit<AttributeDiagnostic, 'severity' | 'objects'>) {
    super(code, parts);
    this.path = path;
  }
}
