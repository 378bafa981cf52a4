import { inspect } from 'node:util';

const redacted = '[secret]';

/**
 * A value that must not be printed. Every way of turning it into text gives `[secret]`;
 * `reveal` is called only where a connection is made or a child process is given its input.
 */
export class Secret {
  readonly #value: string;
  /** Where the value came from, for messages: `env SOURCE_URI`, `file ./uri.txt`. */
  readonly origin: string;

  constructor(value: string, origin: string) {
    this.#value = value;
    this.origin = origin;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}

/** A text of somebody else, which may repeat what it was given. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const longestFirst = secrets.filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
}
