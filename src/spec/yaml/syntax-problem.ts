import type { YAMLParseError, ErrorCode as YamlCode } from 'yaml';
import { specCodes } from '../error-codes.ts';
import type { Problem } from '../problem.ts';

/** Errors after which others are worth telling: they are no consequences. */
const independent: ReadonlySet<YamlCode> = new Set([
  'TAB_AS_INDENT',
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
  'NON_STRING_KEY',
  'MULTIPLE_DOCS',
  'BAD_ALIAS',
]);

/** Whether an error is likely to cause those that follow it. */
export function isStructural(error: YAMLParseError): boolean {
  return !independent.has(error.code);
}

/** Whether the values of the document can no longer be told apart reliably. */
export function breaksTree(error: YAMLParseError): boolean {
  return isStructural(error) || error.code === 'TAB_AS_INDENT';
}

type Wording = Pick<Problem, 'code' | 'summary' | 'detail' | 'hint'>;

const wordings: Partial<Record<YamlCode, Wording>> = {
  TAB_AS_INDENT: {
    code: specCodes.tabIndentation,
    summary: 'A tab is used for indentation',
    detail: 'YAML allows only spaces there, since editors show tabs at different widths',
    hint: 'Replace it by spaces; most editors can do that for the whole file',
  },
  MULTIPLE_DOCS: {
    code: specCodes.severalDocuments,
    summary: 'The file holds more than one document',
    detail: 'A line of three hyphens starts another one',
    hint: 'Put each migration into a file of its own and give their directory: `-f migrations/`',
  },
  NON_STRING_KEY: {
    code: specCodes.badKey,
    summary: 'A list or mapping cannot be a key',
    hint: 'Keys are plain words; a value that starts with `{` or `[` needs quotation marks when it is a text',
  },
  BAD_SCALAR_START: {
    code: specCodes.yamlSyntax,
    summary: 'A text cannot start with this character without quotation marks',
    hint: 'Put the text into quotation marks',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: specCodes.yamlSyntax,
    summary: 'The line below is indented further than the key of this value',
    hint: 'Keys of the same mapping start at the same column; remove spaces below, or move this value to a line of its own',
  },
  MULTILINE_IMPLICIT_KEY: {
    code: specCodes.yamlSyntax,
    summary: 'A colon is missing after the key, or the line before is not finished',
    hint: 'Write `key: value` on one line',
  },
  BAD_INDENT: {
    code: specCodes.yamlSyntax,
    summary: 'The indentation does not fit the lines above',
    hint: 'Lines of the same mapping or list start at the same column; a `{` or `[` has to be closed before',
  },
  MISSING_CHAR: {
    code: specCodes.yamlSyntax,
    summary: 'A closing quotation mark or bracket, or a space, is missing',
    hint: 'Close what was opened before this place; a key is followed by a colon and a space',
  },
  RESOURCE_EXHAUSTION: {
    code: specCodes.yamlSyntax,
    summary: 'The values are nested too deeply to be read',
    hint: 'A migration file needs about ten levels',
  },
  IMPOSSIBLE: { code: specCodes.yamlSyntax, summary: 'The YAML cannot be read at this place' },
};

const colonInValue: Wording = {
  code: specCodes.yamlSyntax,
  summary: 'A value with a colon is read as another mapping',
  hint: 'Put the text into quotation marks, or break the line after the first colon and indent what follows',
};

/** What the YAML reader reports, in words for someone who does not know its grammar. */
export function syntaxProblem(error: YAMLParseError, text: string): Problem {
  const [start, end] = error.pos;
  const span = { start, end: Math.max(end, start) };
  if (isBraceOfVariable(text, start)) return { ...unquotedVariable, span: { start: start - 1, end } };
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && /^[^\n]*:\s/.test(text.slice(start))) return { ...colonInValue, span };
  const wording = wordings[error.code];
  if (wording === undefined) return { code: specCodes.yamlSyntax, summary: sentence(error.message), span };
  return {
    ...wording,
    detail: wording.detail ?? (tellsMore.has(error.code) ? sentence(error.message) : undefined),
    span,
  };
}

/** Codes that stand for several mistakes, which the reader's own words tell apart. */
const tellsMore: ReadonlySet<YamlCode> = new Set(['BAD_INDENT', 'MISSING_CHAR']);

const isBraceOfVariable = (text: string, start: number) => text.startsWith('${var.', start - 1);

const unquotedVariable: Wording = {
  code: specCodes.yamlSyntax,
  summary: 'A variable between `{` and `}` needs quotation marks',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what people type
  hint: 'Write `"${var.NAME}"`',
};

/** The reader's own words, without its habit of ending with a colon or full stop. */
function sentence(message: string): string {
  return message.replace(/[.:\s]+$/, '').replace(/^./, (first) => first.toUpperCase());
}
