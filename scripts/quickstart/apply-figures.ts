import { readFile } from 'node:fs/promises';

/** A line that `godwit apply --json-into` wrote; only what is looked at here. */
interface EventLine {
  readonly type: string;
  readonly step?: { readonly id: string };
  readonly durationMs?: number;
  readonly output?: Readonly<Record<string, number>>;
  readonly engine?: { readonly progress?: { readonly lagSeconds?: number } };
}

/** What one `godwit apply` tells of itself. */
export class ApplyFigures {
  readonly #events: readonly EventLine[];

  private constructor(events: readonly EventLine[]) {
    this.#events = events;
  }

  static async read(file: string): Promise<ApplyFigures> {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    return new ApplyFigures(lines.map((line) => JSON.parse(line) as EventLine));
  }

  durationMs(stepId: string): number {
    return this.#success(stepId).durationMs ?? 0;
  }

  output(stepId: string, name: string): number {
    return this.#success(stepId).output?.[name] ?? 0;
  }

  /** As last seen while the step ran. */
  lagSeconds(stepId: string): number {
    const seen = this.#events.findLast(
      ({ type, step, engine }) =>
        type === 'stepProgress' && step?.id === stepId && engine?.progress?.lagSeconds !== undefined,
    );
    return seen?.engine?.progress?.lagSeconds ?? 0;
  }

  #success(stepId: string): EventLine {
    const found = this.#events.find(({ type, step }) => type === 'stepSucceeded' && step?.id === stepId);
    if (found === undefined) throw new Error(`The step ${stepId} is not among what apply told`);
    return found;
  }
}
