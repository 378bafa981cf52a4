import { messageOf } from '../../lib/errors.ts';

/** A pattern as JavaScript understands it, or why it does not compile. */
export type Compiled = { readonly regex: RegExp } | { readonly problem: string };

/**
 * MongoDB's patterns are PCRE. What JavaScript lacks of it is rewritten to something that matches alike,
 * so that only patterns that are wrong in both are refused.
 */
export function compilePattern(pattern: string, options = ''): Compiled {
  const flags = [...new Set([...options].filter((letter) => 'ims'.includes(letter)))].join('');
  try {
    return { regex: new RegExp(withoutPcreSyntax(pattern), flags) };
  } catch (error) {
    return { problem: messageOf(error).replace(/^Invalid regular expression: .*: /, '') };
  }
}

function withoutPcreSyntax(pattern: string): string {
  return pattern
    .replaceAll(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, literal: string) => literal.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .replaceAll(/\(\?[imsxU-]+\)/g, '')
    .replaceAll(/\(\?[imsxU-]+:/g, '(?:')
    .replaceAll(/\(\?(?:>|\|)/g, '(?:')
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\\[AG]/g, '^')
    .replaceAll(/\\[zZ]/g, '$')
    .replaceAll(/(?<!\\)([*+?}])\+/g, '$1')
    .replaceAll(/\[\[:(\^?)\w+:\]\]/g, '\\w');
}
