import { specCodes } from '../error-codes.ts';
import { childPointer, pointerSegments } from '../pointer.ts';
import { schemaAt } from '../schema/schema-walk.ts';
import { isSensitiveKey, secretInUrl } from '../yaml/sensitive.ts';
import { errorAt, type Finding, type Rule } from './rule.ts';

/** Secrets written out where the schema allows a text: in URLs anywhere, and in headers. */
export const literalSecrets: Rule = (_file, { written }) =>
  texts(written, '').flatMap(({ text, pointer }) => [...inUrl(text, pointer), ...inHeader(pointer)]);

interface PlacedText {
  readonly text: string;
  readonly pointer: string;
}

function texts(value: unknown, pointer: string): PlacedText[] {
  if (typeof value === 'string') return [{ text: value, pointer }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => texts(child, childPointer(pointer, key)));
}

function inUrl(text: string, pointer: string): Finding[] {
  const part = secretInUrl(text);
  if (part === undefined) return [];
  const property = pointerSegments(pointer).at(-1);
  const takesReference = schemaAt(pointer).some(({ title }) => title === 'secret reference');
  const remedy = takesReference
    ? `Put the whole URL somewhere safe and refer to it: \`${property}: { env: NAME }\`, \`{ file: PATH }\` or \`{ command: [PROGRAM, ARGUMENT] }\``
    : 'Take it out of the file';
  return [
    errorAt(pointer, specCodes.literalSecret, {
      summary:
        part === 'password'
          ? 'A password is written out in this URL'
          : 'A secret is written out in the options of this URL',
      detail: 'A migration file is kept in version control and holds no secrets, only references to them',
      hint: `${remedy}; change the password if the file was shared`,
    }),
  ];
}

function inHeader(pointer: string): Finding[] {
  const segments = pointerSegments(pointer);
  const header = segments.at(-2) === 'headers' ? segments.at(-1)! : undefined;
  if (header === undefined || !isSensitiveKey(header, false)) return [];
  return [
    errorAt(pointer, specCodes.literalSecret, {
      summary: `The header ${header} is written out in the file`,
      detail: 'It usually carries credentials',
      hint: `Write \`${header}: { env: NAME }\``,
    }),
  ];
}
