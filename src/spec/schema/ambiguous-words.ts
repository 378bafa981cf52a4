import { specCodes } from '../error-codes.ts';
import type { Problem } from '../problem.ts';
import { type Located, scalarsOf } from '../yaml/located.ts';
import { schemaAt } from './schema-walk.ts';

/** Words that are texts in YAML 1.2 and booleans in YAML 1.1. */
export const ambiguousWords = /^(?:y|n|yes|no|on|off)$/i;

/**
 * Plain words such as `no` where any text may stand. They are read as texts here, and as booleans by many other
 * tools, so that one file would mean two things. Words that the schema itself asks for, such as `off`, are fine.
 */
export function ambiguousWordProblems(root: Located): Problem[] {
  return [...scalarsOf(root)].flatMap(([pointer, scalar]): Problem[] => {
    if (!scalar.isPlain || typeof scalar.data !== 'string' || !ambiguousWords.test(scalar.data)) return [];
    const nodes = schemaAt(pointer);
    const isAsked = nodes.some((node) => node.enum !== undefined || [node.type].flat().includes('boolean'));
    if (isAsked || nodes.length === 0) return [];
    return [
      {
        severity: 'warning',
        code: specCodes.ambiguousBoolean,
        summary: `\`${scalar.data}\` is read as a text here, and as a boolean by tools that follow YAML 1.1`,
        hint: `Write \`"${scalar.data}"\``,
        span: scalar.span,
        pointer,
      },
    ];
  });
}
