/** Which engine could carry out one migration. */
export interface EngineVerdict {
  readonly engine: string;
  readonly title: string;
  readonly canDoIt: boolean;
  /** Why not. */
  readonly reasons: readonly string[];
}

export function renderVerdicts(migration: string, chosen: string, verdicts: readonly EngineVerdict[]): string {
  const width = Math.max(...verdicts.map(({ engine }) => engine.length));
  const lines = verdicts.map(({ engine, canDoIt, reasons }) => {
    const mark = engine === chosen ? '*' : ' ';
    return `${mark} ${engine.padEnd(width)}  ${canDoIt ? 'yes' : `no: ${reasons.join('; ')}`}`;
  });
  return `Engines for ${migration} (* is the one in the file):\n${lines.join('\n')}\n`;
}
