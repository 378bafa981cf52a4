import { distance } from 'fastest-levenshtein';
import { type Located, nodesOf, type Span } from './located.ts';

const sensitiveWords =
  /pass(?:word|phrase|wd)|pwd|secret|token(?!Resource)|credential|authorization|cookie|(?:api|private|access|account|certificate)-?_?key/i;

/** Keys of paths and of lists that merely deal with secrets. */
const harmlessKeys = /(?:file|path|resource|passwords|credentials)$/i;

/** Below a sensitive key, these name the secret or its owner and do not hold it. */
const namingKeys = new Set(['env', 'file', 'command', 'user', 'username', 'name', 'clientId', 'publicKey', 'id']);

/** Whether the value of a key might be a secret that somebody wrote down, misspelled keys included. */
export function isSensitiveKey(key: string, isBelowSensitive: boolean): boolean {
  if (namingKeys.has(key)) return false;
  if (isBelowSensitive) return true;
  if (harmlessKeys.test(key)) return false;
  return sensitiveWords.test(key) || distance(key.toLowerCase(), 'password') <= 2;
}

/*
 * Lengths are bounded in these patterns, so that no text makes them slow; no password is that long.
 */

/** A text with the secrets of URLs in it put out: passwords, also where the scheme is missing, and what query options carry. */
export function maskUrls(text: string, mask: (secret: string) => string = () => '****'): string {
  const withoutPasswords = text
    .replaceAll(/(:\/\/[^\s:/@]*:)(\S{0,1024})(@)/g, around(mask))
    .replaceAll(/([^\s:/]:)((?!\/\/)\S{1,1024})(@)/g, around(mask));
  return maskOptions(withoutPasswords, mask);
}

/** One value with its secrets put out; other than in a line of text, a password with spaces cannot be mistaken for more. */
export function maskValue(text: string, mask: (secret: string) => string = () => '****'): string {
  return maskUrls(text.replace(/(:\/\/[^\s:/@]*:)([\s\S]{0,1024})(@)/, around(mask)), mask);
}

const around = (mask: (secret: string) => string) => (_: string, before: string, secret: string, after: string) =>
  `${before}${mask(secret)}${after}`;

const secretOptions =
  /((?:[?&](?:tlsCertificateKeyFilePassword|proxyPassword|password|token|secret|api_?key)=)|AWS_SESSION_TOKEN:)([^&,\s'"]+)()/gi;

function maskOptions(text: string, mask: (secret: string) => string): string {
  return text.replaceAll(secretOptions, around(mask));
}

/** Whether a URL carries a secret, and in which of its parts. */
export function secretInUrl(text: string): 'password' | 'option' | undefined {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([\s\S]*)$/i.exec(text) ?? [];
  if (scheme === '') return undefined;
  // A slash ends the authority, but people forget to escape those of a password in a connection string.
  const authority = rest.split(scheme.startsWith('mongodb') ? '?' : /[/?#]/)[0]!;
  const userInfo = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  if (/:./.test(userInfo)) return 'password';
  return maskOptions(rest, () => '') === rest ? undefined : 'option';
}

/**
 * The text of a file as it may be shown: as long as before, so that columns hold, with stars for secrets.
 * Its trees tell where they are, but for comments; where there is none, because the YAML is broken, the look has to do.
 */
export function maskText(text: string, trees: readonly Located[]): string {
  if (trees.length === 0) return maskByLook(text);
  const withoutComments = text.replaceAll(/(?<=^|\s)#.*$/gm, maskByLook);
  const nodes = trees.flatMap((tree) => [...nodesOf(tree)]);
  const pieces = nodes.flatMap((node): Piece[] => [
    ...(node.keySpan ? [{ span: node.keySpan, mask: maskInPlace }] : []),
    ...(node.kind === 'scalar' ? [{ span: node.span, mask: node.isSensitive ? stars : maskInPlace }] : []),
  ]);
  return changePieces(withoutComments, pieces);
}

/** A stretch of text and how it may be shown. */
interface Piece {
  readonly span: Span;
  readonly mask: (part: string) => string;
}

const stars = (secret: string) => secret.replaceAll(/[^\r\n]/g, '*');

const maskInPlace = (value: string) => maskValue(value, stars);

function changePieces(text: string, pieces: readonly Piece[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, mask } of pieces.toSorted((left, right) => left.span.start - right.span.start)) {
    const start = Math.max(span.start, at);
    if (span.end <= start) continue;
    parts.push(text.slice(at, start), mask(text.slice(start, span.end)));
    at = span.end;
  }
  return parts.join('') + text.slice(at);
}

/** Puts out what looks like a URL with a secret, and what follows a sensitive key on its line. */
function maskByLook(text: string): string {
  const pieces = spansByLook(text).map((span) => ({ span, mask: stars }));
  return changePieces(maskUrls(text, stars), pieces);
}

/** What follows sensitive keys on their lines. */
function spansByLook(text: string): Span[] {
  const keys = text.matchAll(/(?<![\w-])(["']?)([\w-]+)\1[ \t]*[:=][ \t]*/g);
  return [...keys].flatMap(({ index, 0: match, 2: key }) => {
    if (!isSensitiveKey(key!, false)) return [];
    const start = index + match.length;
    const value = /^(?:"[^"\n]*"?|'[^'\n]*'?|[^\s{[,}#&*|>][^\n,}]*)/.exec(text.slice(start, start + 1024))?.[0] ?? '';
    return [{ start, end: start + value.trimEnd().length }];
  });
}
