import type { ErrorCode } from '../lib/errors.ts';
import type { Span } from './yaml/located.ts';

/** A finding whose place is still a stretch of text; the file turns it into a diagnostic. */
export interface Problem {
  readonly severity?: 'error' | 'warning';
  readonly code: ErrorCode;
  readonly summary: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly span: Span;
  readonly pointer?: string | undefined;
}
