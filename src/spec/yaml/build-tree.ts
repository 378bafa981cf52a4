import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import { specCodes } from '../error-codes.ts';
import type { Problem } from '../problem.ts';
import type { Located, LocatedScalar, Span } from './located.ts';
import { isSensitiveKey } from './sensitive.ts';

export interface BuiltTree {
  readonly root: Located | undefined;
  /** Values that do not count, such as those of a key that is given twice; they still must not be shown. */
  readonly hidden: readonly Located[];
}

/** What is handed down while a document becomes a tree. */
interface Build {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly problems: Problem[];
  readonly hidden: Located[];
  /** Aliases that are being followed: one that contains itself ends there. */
  readonly following: Set<string>;
  /** Values that may still be made by following aliases, so that aliases of aliases do not grow without end. */
  budget: number;
}

interface Context {
  readonly keySpan?: Span | undefined;
  readonly isSensitive: boolean;
}

/** The document as values that know their place; problems that YAML itself allows but a migration file does not are added. */
export function buildTree(document: Document.Parsed, text: string, problems: Problem[]): BuiltTree {
  const hidden: Located[] = [];
  if (document.contents === null) return { root: undefined, hidden };
  const build: Build = { text, document, problems, hidden, following: new Set(), budget: 100_000 };
  return { root: locate(build, document.contents, { isSensitive: false }), hidden };
}

function locate(build: Build, node: ParsedNode | null, context: Context, at = 0): Located {
  if (build.following.size > 0) build.budget -= 1;
  const span: Span = node?.range ? { start: node.range[0], end: node.range[1] } : { start: at, end: at };
  const place = { span, keySpan: context.keySpan };
  if (node === null || build.budget < 0) return scalarOf(null, '', place, context);
  if (isAlias(node)) return followAlias(build, node, context);
  reportAnchor(build, node, span);
  const hasOddTag = reportTag(build, node, span);
  if (isMap(node)) return { kind: 'map', entries: entriesOf(build, node, context), ...place };
  if (isSeq(node)) {
    const item = (child: unknown) => locate(build, child as ParsedNode, { ...context, keySpan: undefined });
    return { kind: 'list', items: node.items.map(item), ...place };
  }
  if (!isScalar(node)) return scalarOf(null, '', place, context);
  const text = node.source ?? String(node.value ?? '');
  const isPlain = node.type === 'PLAIN';
  const startsWithZero = isPlain && typeof node.value === 'number' && /^[-+]?0\d/.test(text);
  if (startsWithZero) build.problems.push(leadingZero(text, span));
  return { ...scalarOf(node.value, text, place, context), isPlain, isReported: hasOddTag || startsWithZero };
}

function scalarOf(
  value: unknown,
  text: string,
  place: Pick<Located, 'span' | 'keySpan'>,
  context: Context,
): LocatedScalar {
  const isData = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  const data = isData ? (value as LocatedScalar['data']) : text;
  return { kind: 'scalar', data, text, isPlain: true, isSensitive: context.isSensitive, isReported: false, ...place };
}

function entriesOf(build: Build, map: YAMLMap.Parsed, context: Context): Map<string, Located> {
  const entries = new Map<string, Located>();
  const merged: Located[] = [];
  for (const pair of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
    const [start, end] = pair.key.range;
    const keySpan = { start, end };
    const key = isScalar(pair.key) ? String(pair.key.value ?? '') : build.text.slice(start, end);
    const isSensitive = isSensitiveKey(key, context.isSensitive);
    const value = locate(build, pair.value, { keySpan, isSensitive }, end);
    if (key === '<<') {
      build.problems.push({ ...anchorAdvice, summary: 'Merge keys (`<<`) are not supported', span: keySpan });
      build.hidden.push(value);
      merged.push(value);
    } else if (entries.has(key)) {
      build.hidden.push(value);
      build.problems.push(duplicateKey(key, keySpan, build.text, entries.get(key)!.keySpan!));
    } else {
      entries.set(key, value);
    }
  }
  return withMerged(entries, merged);
}

/** Goes on with what a merge key would give, so that its absence is not reported as well. */
function withMerged(entries: Map<string, Located>, merged: readonly Located[]): Map<string, Located> {
  const sources = merged.flatMap((node) => (node.kind === 'list' ? node.items : [node]));
  for (const source of sources) {
    if (source.kind !== 'map') continue;
    for (const [key, value] of source.entries) if (!entries.has(key)) entries.set(key, value);
  }
  return entries;
}

function followAlias(build: Build, alias: Alias.Parsed, context: Context): Located {
  const span = { start: alias.range[0], end: alias.range[1] };
  build.problems.push({ ...anchorAdvice, summary: `Aliases (\`*${alias.source}\`) are not supported`, span });
  const target = alias.resolve(build.document) as ParsedNode | undefined;
  if (target === undefined || build.following.has(alias.source)) {
    return scalarOf(null, '', { span, keySpan: context.keySpan }, context);
  }
  build.following.add(alias.source);
  const silent = { ...build, problems: [] };
  const copy = locate(silent, target, context);
  build.budget = silent.budget;
  build.following.delete(alias.source);
  return { ...copy, span, keySpan: context.keySpan };
}

const anchorAdvice = {
  code: specCodes.anchorOrAlias,
  detail: 'A reviewer should see each value where it takes effect',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what people type
  hint: 'Write the value out, name it once under `vars` and use `${var.NAME}`, or lay what differs over the file under `environments`',
} as const;

/** Tags that say what the value is read as anyway. */
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

type ValueNode = Exclude<ParsedNode, Alias.Parsed>;

function reportAnchor(build: Build, node: ValueNode, span: Span): void {
  if (!node.anchor) return;
  const start = build.text.lastIndexOf(`&${node.anchor}`, span.start);
  const anchorSpan = start < 0 ? span : { start, end: start + node.anchor.length + 1 };
  build.problems.push({
    ...anchorAdvice,
    summary: `Anchors (\`&${node.anchor}\`) are not supported`,
    span: anchorSpan,
  });
}

/** Reports a tag that changes what a value means, and says whether there was one. */
function reportTag(build: Build, node: ValueNode, span: Span): boolean {
  if (!node.tag || plainTags.has(node.tag)) return false;
  const written = /(![^\s,[\]{}]*)(?:\s+&\S+)?\s*$/.exec(build.text.slice(Math.max(0, span.start - 200), span.start));
  const tag = written?.[1] ?? node.tag;
  build.problems.push({
    code: specCodes.unsupportedTag,
    summary: `The tag \`${tag}\` is not supported`,
    hint: 'Write a plain value; a secret is referred to as `{ env: NAME }`, `{ file: PATH }` or `{ command: [PROGRAM, ARGUMENT] }`',
    span: written ? spanOfTag(written.index + Math.max(0, span.start - 200), tag) : span,
  });
  return true;
}

const spanOfTag = (start: number, tag: string): Span => ({ start, end: start + tag.length });

function duplicateKey(key: string, span: Span, text: string, first: Span): Problem {
  const line = text.slice(0, first.start).split('\n').length;
  return {
    code: specCodes.duplicateKey,
    summary: `\`${key}\` is given twice`,
    detail: `It stands on line ${line} already, and only one of the two could take effect`,
    hint: 'Remove one of them',
    span,
  };
}

function leadingZero(text: string, span: Span): Problem {
  const digits = text.replace(/^[-+]?0+(?=\d)/, '');
  const octal = /^[0-7]+$/.test(digits) ? ` and as ${Number.parseInt(digits, 8)} (octal) by others` : '';
  return {
    code: specCodes.leadingZero,
    summary: `\`${text}\` starts with a zero`,
    detail: `It is read as ${Number(digits)} by some YAML readers${octal}`,
    hint: `Write \`${Number(digits)}\` for the number, or \`"${text}"\` for the text`,
    span,
  };
}
