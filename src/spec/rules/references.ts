import { specCodes } from '../error-codes.ts';
import type { CommandLine } from '../generated/migration.ts';
import { childPointer, pointerSegments } from '../pointer.ts';
import { schemaAt } from '../schema/schema-walk.ts';
import { type Finding, type Rule, type RuleContext, warningAt } from './rule.ts';

/**
 * What the file refers to and this machine does not have. These are warnings, because files are validated where
 * the secrets are not: on laptops and for pull requests of strangers. Whoever uses a reference fails without it.
 */
export const references: Rule = ({ environments: _overlays, ...file }, context) => visit(file, '', context);

function visit(value: unknown, pointer: string, context: RuleContext): Finding[] {
  if (typeof value !== 'object' || value === null) return [];
  const found = Array.isArray(value)
    ? programFile(value, pointer, context)
    : [...reference(value, pointer, context), ...tlsFiles(value, pointer, context)];
  return [
    ...found,
    ...Object.entries(value).flatMap(([key, child]) => visit(child, childPointer(pointer, key), context)),
  ];
}

/** A mapping with `env` or `file` is a reference only where the schema says so: a tag may be called `env`. */
function reference(value: { env?: unknown; file?: unknown }, pointer: string, context: RuleContext): Finding[] {
  const { env, file } = value;
  if (typeof env !== 'string' && typeof file !== 'string') return [];
  if (!schemaAt(pointer).some((node) => node.title === 'secret reference')) return [];
  if (typeof env === 'string' && !context.env[env]) {
    return [
      warningAt(`${pointer}/env`, specCodes.environmentVariableMissing, {
        summary: `The environment variable ${env} is not set here`,
        hint: 'plan and apply need it',
      }),
    ];
  }
  if (typeof file === 'string' && !context.fileExists(file)) {
    return [
      warningAt(`${pointer}/file`, specCodes.secretFileUnreadable, {
        summary: `There is no file ${file} here`,
        detail: relativeNote(file),
        hint: 'plan and apply need it',
      }),
    ];
  }
  return [];
}

function tlsFiles(value: object, pointer: string, context: RuleContext): Finding[] {
  if (pointerSegments(pointer).at(-1) !== 'tls') return [];
  return Object.entries(value)
    .filter(([key, path]) => key.endsWith('File') && typeof path === 'string' && !context.fileExists(path))
    .map(([key, path]) =>
      warningAt(`${pointer}/${key}`, specCodes.fileMissing, {
        summary: `There is no file ${path} here`,
        detail: relativeNote(path),
      }),
    );
}

/** Programs with a slash are files next to the migration; others are looked up in PATH when they are run. */
function programFile(value: readonly unknown[], pointer: string, context: RuleContext): Finding[] {
  const [program] = value as CommandLine;
  if (typeof program !== 'string' || !program.includes('/') || context.fileExists(program)) return [];
  if (!schemaAt(pointer).some((node) => node.title === 'command line')) return [];
  return [
    warningAt(`${pointer}/0`, specCodes.fileMissing, {
      summary: `There is no program ${program} here`,
      detail: relativeNote(program),
    }),
  ];
}

const relativeNote = (path: string) =>
  path.startsWith('/') ? undefined : 'Relative paths start at the directory of the migration file';
