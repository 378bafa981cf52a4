/** What the quickstart prints: calm, one thing below the other, as wide as it comes. */
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

const { NO_COLOR, FORCE_COLOR, TERM } = process.env;

/** As for godwit itself, whose output is shown between ours. */
export const hasColors = !NO_COLOR && TERM !== 'dumb' && (process.stdout.isTTY === true || Boolean(FORCE_COLOR));

const paint = (style: Style, text: string) => (hasColors ? styleText(style, text, { validateStream: false }) : text);
const startedAt = performance.now();
let chapters = 0;

/** How long ago everything began. */
export function elapsedMs(): number {
  return performance.now() - startedAt;
}

/** A chapter, numbered, with the time so far. */
export function heading(title: string): void {
  chapters += 1;
  console.log(`\n${paint('bold', `${chapters}  ${title}`)}  ${paint('dim', clock(elapsedMs()))}`);
}

/** As on a stopwatch: `0:07`. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A sentence of ours. */
export function say(text: string): void {
  console.log(`   ${text}`);
}

/** Names and values below each other. */
export function table(rows: readonly (readonly [name: string, value: string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) say(`${name.padEnd(width)}   ${value}`);
}

/** A command as one would type it. */
export function command(text: string): void {
  console.log(`\n   ${paint('bold', `$ ${text}`)}`);
}

/** A line of a command's output. */
export function output(line: string): void {
  console.log(line === '' ? '' : `   ${line}`);
}

/** Somebody else's text, such as a file. */
export function quote(text: string): void {
  console.log();
  for (const line of text.trimEnd().split('\n')) console.log(`   ${paint('dim', '|')} ${line}`.trimEnd());
}

/** A line of ours between theirs. */
export function aside(text: string): void {
  console.log(`   ${paint('dim', text)}`);
}
