import { open } from 'node:fs/promises';
import { specCodes } from './error-codes.ts';
import type { Problem } from './problem.ts';

/** Far more than any migration needs; what is larger was probably given by mistake. */
const maxSizeBytes = 1024 * 1024;

export interface ReadSource {
  /** The text without a byte order mark, with replacement characters for bytes that are no UTF-8. */
  readonly text: string;
  /** Why the text must not be used, where it must not. */
  readonly problem?: Problem;
}

/** Reads a file as UTF-8 text; never throws. */
export async function readSource(path: string): Promise<ReadSource> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > maxSizeBytes) return refused(tooLarge(size));
    const bytes = await file.readFile();
    if (startsWithUtf16Mark(bytes)) return refused(utf16);
    if (bytes.includes(0)) return refused(binary(bytes.indexOf(0)));
    const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes);
    const problem = firstInvalidByte(bytes, text) ?? firstControlCharacter(text);
    return problem ? { text, problem } : { text };
  } catch (error) {
    return refused(unreadable(error as NodeJS.ErrnoException));
  }
}

const nowhere = { start: 0, end: 0 };
const refused = (problem: Problem): ReadSource => ({ text: '', problem });

function tooLarge(sizeBytes: number): Problem {
  return {
    code: specCodes.fileTooLarge,
    summary: `The file has ${(sizeBytes / 1e6).toFixed(1)} MB, and a migration file may have 1 MB`,
    hint: 'Give the migration file itself, not a dump or an archive',
    span: nowhere,
  };
}

const utf16: Problem = {
  code: specCodes.notUtf8,
  summary: 'The file is UTF-16, not UTF-8',
  hint: 'Save it as UTF-8; PowerShell does so with `Out-File -Encoding utf8`',
  span: nowhere,
};

const binary = (offset: number): Problem => ({
  code: specCodes.notUtf8,
  summary: `The file is binary: byte 0x00 at offset ${offset}`,
  hint: 'Give a migration file, which is text',
  span: nowhere,
});

const startsWithUtf16Mark = (bytes: Buffer) =>
  bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));

/** Finds the first replacement character that the file itself does not hold. */
function firstInvalidByte(bytes: Buffer, text: string): Problem | undefined {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let offset = hasMark ? 3 : 0;
  let searched = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
    offset += Buffer.byteLength(text.slice(searched, at));
    if (bytes.readUIntBE(offset, Math.min(3, bytes.length - offset)) !== 0xefbfbd) {
      return {
        code: specCodes.notUtf8,
        summary: `The file is not valid UTF-8: byte 0x${bytes[offset]!.toString(16).padStart(2, '0')} at offset ${offset}`,
        hint: 'Save the file as UTF-8; this byte often comes from Latin-1 or Windows-1252',
        span: { start: at, end: at + 1 },
      };
    }
    offset += 3;
    searched = at + 1;
  }
  return undefined;
}

/** YAML allows no control characters but tab and line breaks. */
function firstControlCharacter(text: string): Problem | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point
  const at = text.search(/[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  if (at < 0) return undefined;
  return {
    code: specCodes.notUtf8,
    summary: `The file holds the control character U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`,
    hint: 'Remove it',
    span: { start: at, end: at + 1 },
  };
}

function unreadable(error: NodeJS.ErrnoException): Problem {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return { code: specCodes.fileNotFound, summary: 'The file does not exist', hint: missingHint, span: nowhere };
  }
  const reason =
    error.code === 'EACCES' ? 'permission denied' : error.code === 'EISDIR' ? 'it is a directory' : error.message;
  return {
    code: specCodes.fileNotReadable,
    summary: `The file cannot be read: ${reason}`,
    hint: error.code === 'EACCES' ? 'Give the user that runs godwit permission to read it' : undefined,
    span: nowhere,
  };
}

const missingHint = 'Give the file or directory with `-f`, or start one with `godwit init`';
