import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readExposure } from '../../../src/engines/builtin/api-exposure.ts';

const directory = mkdtempSync(join(tmpdir(), 'godwit-exposure-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, content: string): string {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
}

const tokenFile = file('token', 'a-token-that-is-long-enough\n');

describe('the API of godwit sync', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('listens on %s as it is', (host) => {
    expect(readExposure({ host })).toEqual({ token: undefined, tls: undefined });
    expect(readExposure({ host, tokenFile }).token?.reveal()).toBe('a-token-that-is-long-enough');
  });

  it.each(['0.0.0.0', '::', '192.0.2.7', 'sync.example', '127.evil.example', ''])('does not listen on "%s"', (host) => {
    const missing = (files: object) => {
      try {
        readExposure({ host, ...files });
        return 'nothing';
      } catch (error) {
        return `${(error as { code: string }).code}: ${(error as Error).message}`;
      }
    };
    expect(missing({})).toContain('without a token (--tokenFile) and TLS (--tlsCertificateKeyFile)');
    expect(missing({ tokenFile })).toMatch(/^GW965: .* without TLS/);
    expect(missing({ tlsCertificateKeyFile: tokenFile })).toMatch(/^GW965: .* without a token/);
  });

  it('takes no token that could be guessed, and no file that is none', () => {
    const refused = (files: object) => expect(() => readExposure({ host: '127.0.0.1', ...files }));
    refused({ tokenFile: file('short', 'secret') }).toThrow('cannot protect');
    refused({ tokenFile: file('words', 'two words of a token, long enough') }).toThrow('cannot protect');
    refused({ tokenFile: join(directory, 'missing') }).toThrow('cannot protect');
    refused({ tlsCertificateKeyFile: tokenFile }).toThrow('cannot protect');
  });
});
