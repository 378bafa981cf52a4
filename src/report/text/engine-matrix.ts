import type { MatrixRow } from '../engine-matrix.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

const styles = { possible: 'green', 'with warnings': 'yellow', blocked: 'red' } as const;

export function renderMatrix(rows: readonly MatrixRow[], paint: Paint): string {
  const width = Math.max(...rows.map(({ engine }) => engine.length));
  const lines = rows.flatMap(({ engine, verdict, obstacles }) => [
    `  ${engine.padEnd(width)}  ${paint(styles[verdict], verdict)}`,
    ...obstacles.map((obstacle) => `  ${' '.repeat(width)}    ${paint('dim', printable(obstacle))}`),
  ]);
  return `${paint('bold', 'Engines')}\n${lines.join('\n')}\n`;
}
