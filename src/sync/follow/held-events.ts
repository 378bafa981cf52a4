import type { DataEvent } from './change-event.ts';

/** What an event takes of V8's heap beside its bytes, which are often fewer; about, and rather too much. */
const bytesBesideEvent = 600;

/** Events that wait for the end of a capped collection's copy, in bytes of their own. */
export class HeldEvents {
  #events: DataEvent[] = [];
  #bytes = 0;

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  /** What they take of the memory, as objects too. */
  get bytes(): number {
    return this.#bytes;
  }

  add(events: readonly DataEvent[]): void {
    for (const event of events) {
      const own = detachedEvent(event);
      this.#bytes += own.buffer.length + bytesBesideEvent;
      this.#events.push(own);
    }
  }

  get all(): readonly DataEvent[] {
    return this.#events;
  }

  /** Only when all are applied: until then no checkpoint may take the collection for copied, since it lies behind them. */
  clear(): void {
    this.#events = [];
    this.#bytes = 0;
  }
}

function detachedEvent(event: DataEvent): DataEvent {
  const { id, start, end } = event;
  const idLength = id.end - id.start;
  const documentLength = start < 0 ? 0 : end - start;
  const buffer = Buffer.allocUnsafeSlow(idLength + documentLength);
  id.buffer.copy(buffer, 0, id.start, id.end);
  if (start >= 0) event.buffer.copy(buffer, idLength, start, end);
  return {
    ...event,
    buffer,
    id: { buffer, type: id.type, start: 0, end: idLength },
    start: start < 0 ? start : idLength,
    end: start < 0 ? end : idLength + documentLength,
  };
}
