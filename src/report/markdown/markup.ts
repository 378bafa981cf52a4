/** Pieces of Markdown. Names and messages come from servers and files: none of them may end a block, link or call somebody. */
import { oneLine, printable } from '../text/printable.ts';

/** A text between other words. */
export function plain(text: string): string {
  return (
    oneLine(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll(/[\\`*_[\]#|~!]/g, (character) => `\\${character}`)
      // Neither a person nor an issue is mentioned by a name that happens to look so.
      .replaceAll('@', '&#64;')
      .replaceAll(/\b(https?|www)(?=[:.])/g, '$1&#8203;')
  );
}

/** A name or command, shown as it is. */
export function code(text: string): string {
  const shown = oneLine(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') || shown === '' ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** The same in a cell of a table, which a bar would end even there. */
export function codeCell(text: string): string {
  return code(text).replaceAll('|', '\\|');
}

/** Lines shown as they are, with the colours of a language. */
export function block(lines: readonly string[], language = ''): string {
  const text = lines.map(printable).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Behind a line to click on. */
export function folded(summary: string, content: string, isOpen = false): string {
  return `<details${isOpen ? ' open' : ''}>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** A line that no reader sees and a program finds again. */
export function marker(key: string): string {
  return `<!-- godwit:${oneLine(key).replaceAll(/-{2,}|[<>]/g, '-')} -->`;
}

const longestRun = (text: string) => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
