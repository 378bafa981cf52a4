/** The pages of the repository, to be held against what they tell of. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A path of the repository. */
export const repositoryPath = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A file of the repository, by its path from the root with `/`. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

const passedOver: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage', '.git', '.godwit', 'cdktf.out']);

/** All files below a folder whose names end so, in order. */
export function filesBelow(folder: string, ending: string): readonly Page[] {
  const entries = readdirSync(repositoryPath(folder), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (passedOver.has(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path, ending);
      if (!entry.isFile() || !entry.name.endsWith(ending)) return [];
      return [{ path, text: readFileSync(repositoryPath(path), 'utf8') }];
    });
}

/** Everything that is written for people. */
export const pages = filesBelow('.', '.md');

export function page(path: string): Page {
  return { path, text: readFileSync(repositoryPath(path), 'utf8') };
}

/** The page with new contents between `<!-- name -->` and `<!-- /name -->`; it has to have such a part for each. */
export function withSections({ path, text }: Page, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((changed, [name, content]) => {
    const part = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!part.test(changed)) throw new Error(`${path} has no part between <!-- ${name} --> and <!-- /${name} -->`);
    return changed.replace(part, (_all, begin: string, end: string) => `${begin}${content}\n${end}`);
  }, text);
}

/** A table as the pages have it. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `path:line` of a place in a page. */
export function placeOf({ path, text }: Page, offset: number): string {
  return `${path}:${text.slice(0, offset).split('\n').length}`;
}

/** The contents of fenced blocks in one language, and where each begins. */
export function fences({ text }: Page, language: string): readonly { content: string; index: number }[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...text.matchAll(pattern)].map(({ 1: content, index }) => ({ content: content!, index }));
}
