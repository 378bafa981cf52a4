import { createHash, randomBytes } from 'node:crypto';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Digest access as Atlas does it (RFC 7616 with MD5): a nonce for each request, which is taken once. */
export class DigestGuard {
  readonly #keys: Readonly<Record<string, string>>;
  readonly #nonces = new Set<string>();

  constructor(keys: Readonly<Record<string, string>>) {
    this.#keys = keys;
  }

  challenge(): string {
    const nonce = randomBytes(16).toString('base64url');
    this.#nonces.add(nonce);
    return `Digest realm="MMS Public API", domain="", nonce="${nonce}", algorithm=MD5, qop="auth", stale=false`;
  }

  isLetIn(header: string, method: string, uri: string): boolean {
    const fields = Object.fromEntries(
      [...header.matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map(([, name, quoted, bare]) => [
        name,
        quoted ?? bare ?? '',
      ]),
    );
    const { username = '', nonce = '', nc, cnonce, qop, realm, response } = fields;
    const key = this.#keys[username];
    if (key === undefined || fields['uri'] !== uri || !this.#nonces.delete(nonce)) return false;
    const secret = md5(`${username}:${realm}:${key}`);
    return response === md5([secret, nonce, nc, cnonce, qop, md5(`${method}:${uri}`)].join(':'));
  }
}
