import { inspect } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue' | 'magenta' | 'cyan';

/** Puts a style on a text where colours are wanted. */
export type Paint = (style: Style, text: string) => string;

/**
 * Whether colours are wanted is decided once, by the command line; `styleText` of node:util would decide again,
 * by the process's own standard output.
 */
export function paintFor(isColorful: boolean): Paint {
  if (!isColorful) return (_, text) => text;
  return (style, text) => {
    const [open, close] = inspect.colors[style] ?? [0, 0];
    return `\u001b[${open}m${text}\u001b[${close}m`;
  };
}
