/** An error of the operating system, as Node reports it: with a number, and a code such as `ENOENT`. */
export function isNodeError(error: unknown, code?: string): error is NodeJS.ErrnoException {
  if (!(error instanceof Error) || typeof (error as NodeJS.ErrnoException).errno !== 'number') return false;
  return code === undefined || (error as NodeJS.ErrnoException).code === code;
}
