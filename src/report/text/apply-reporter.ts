import type { ApplyEvent } from '../../apply/apply-events.ts';
import { eventMessage } from '../event-message.ts';
import type { Paint } from './paint.ts';

export interface ApplyReporterOptions {
  readonly write: (text: string) => unknown;
  readonly paint: Paint;
  /** Progress is redrawn in place on a terminal, and written now and then elsewhere. */
  readonly isTerminal: boolean;
  readonly columns: () => number;
}

const lineEveryMs = 3_000;
const redrawEveryMs = 100;

/** Shows a run as it goes: a line a step, and under it how far the sync is. */
export function applyReporter(options: ApplyReporterOptions): (event: ApplyEvent) => void {
  const { paint, isTerminal } = options;
  const progress = isTerminal ? new LiveLine(options) : new SpacedLines(options);
  const line = (text: string) => {
    progress.clear();
    options.write(`${text}\n`);
  };
  return (event) => {
    const words = eventMessage(event);
    switch (event.type) {
      case 'stepProgress':
        return progress.show(words);
      case 'stepStarted':
        progress.restart();
        return line(`${paint('cyan', '>')} ${words}`);
      case 'stepNote':
      case 'gatesWaiting':
        return line(`  ${words}`);
      case 'stepSucceeded':
        return line(`${paint('green', '✓')} ${paint('dim', words)}`);
      case 'stepFailed':
      case 'undoFailed':
        return line(`${paint('red', '✗')} ${words}`);
      case 'undoStarted':
      case 'undoSucceeded':
        return line(`${paint('yellow', '↺')} ${words}`);
      case 'applyStarted':
      case 'stopRequested':
      case 'applyFinished':
        return line(paint('bold', words));
    }
  };
}

/** One line at the bottom that is drawn over. */
class LiveLine {
  readonly #options: ApplyReporterOptions;
  #isShown = false;
  #drawnAt = 0;

  constructor(options: ApplyReporterOptions) {
    this.#options = options;
  }

  restart(): void {
    this.#drawnAt = 0;
  }

  show(text: string): void {
    const now = performance.now();
    if (now - this.#drawnAt < redrawEveryMs) return;
    this.#drawnAt = now;
    const room = Math.max(20, this.#options.columns() - 4);
    const cut = text.length > room ? `${text.slice(0, room - 1)}…` : text;
    this.#options.write(`\r\u001b[2K  ${this.#options.paint('dim', cut)}`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#options.write('\r\u001b[2K');
    this.#isShown = false;
  }
}

/** For logs: a line every few seconds, and none that repeats the one before. */
class SpacedLines {
  readonly #options: ApplyReporterOptions;
  #writtenAt = performance.now();
  #last = '';

  constructor(options: ApplyReporterOptions) {
    this.#options = options;
  }

  restart(): void {
    this.#writtenAt = performance.now();
  }

  show(text: string): void {
    const now = performance.now();
    if (now - this.#writtenAt < lineEveryMs || text === this.#last) return;
    this.#writtenAt = now;
    this.#last = text;
    this.#options.write(`  ${text}\n`);
  }

  clear(): void {}
}
