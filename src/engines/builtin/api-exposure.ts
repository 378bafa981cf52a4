/**
 * Who may reach the API of `godwit sync`. It can pause, commit and reverse a migration: this machine alone, unless whoever
 * asks has to prove that they may, and nobody on the way can read the proof.
 */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { messageOf, UserError } from '../../lib/errors.ts';
import { Secret } from '../../lib/secret.ts';

/** How the API is protected; each part by itself on loopback. */
export interface ApiExposure {
  readonly token?: Secret | undefined;
  /** Certificate, its chain and its private key, in PEM. */
  readonly tls?: Secret | undefined;
}

export interface ExposureFiles {
  readonly host: string;
  readonly tokenFile?: string | undefined;
  readonly tlsCertificateKeyFile?: string | undefined;
}

/** Guessing is all that is left to an attacker. */
const leastTokenLength = 20;

/**
 * Reads what protects the API.
 * @throws UserError GW965 for an address beyond loopback that is not protected by both, GW966 for a file that is of no use
 */
export function readExposure({ host, tokenFile, tlsCertificateKeyFile }: ExposureFiles): ApiExposure {
  const missing = [
    ...(tokenFile === undefined ? ['a token (--tokenFile)'] : []),
    ...(tlsCertificateKeyFile === undefined ? ['TLS (--tlsCertificateKeyFile)'] : []),
  ];
  if (!isLoopback(host) && missing.length > 0) {
    throw new UserError('GW965', {
      summary: `The API of the sync engine is not opened on ${host} without ${missing.join(' and ')}`,
      detail: 'It can pause, commit and reverse the migration; beyond this machine it asks for a token, over TLS',
      hint: 'Give both files, or listen on 127.0.0.1 and reach it through a tunnel: ssh -L 27182:127.0.0.1:27182 HOST',
    });
  }
  return {
    token: tokenFile === undefined ? undefined : tokenIn(tokenFile),
    tls: tlsCertificateKeyFile === undefined ? undefined : certificateIn(tlsCertificateKeyFile),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function tokenIn(file: string): Secret {
  const token = textIn(file).trim();
  if (token.length >= leastTokenLength && /^[\x21-\x7e]+$/.test(token)) return new Secret(token, `file ${file}`);
  throw unusable(
    file,
    `A token has at least ${leastTokenLength} characters, without spaces`,
    'Make one: openssl rand -hex 32',
  );
}

function certificateIn(file: string): Secret {
  const pem = textIn(file);
  try {
    createSecureContext({ cert: pem, key: pem });
  } catch (error) {
    throw unusable(
      file,
      `TLS does not take it: ${messageOf(error)}`,
      'It holds the certificate, its chain and the private key in PEM',
    );
  }
  return new Secret(pem, `file ${file}`);
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unusable(file, messageOf(error), 'Check path and permissions');
  }
}

function unusable(file: string, detail: string, hint: string): UserError {
  return new UserError('GW966', { summary: `${file} cannot protect the API of the sync engine`, detail, hint });
}
