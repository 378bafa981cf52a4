/**
 * A certificate for one process, signed by itself: Terraform is told it by the handshake, and trusts no other. Node can read
 * certificates and not make any.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bitString, boolean, der, integer, objectIdentifier, octetString, sequence, utcTime } from './der.ts';

export interface OwnCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly privateKeyPem: string;
}

const hour = 3_600_000;
const validForMs = 365 * 24 * hour;

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/** For `localhost`, the name by which Terraform asks for it. */
export function ownCertificate(now: Date): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(objectIdentifier('2.5.4.3'), der(0x0c, Buffer.from('localhost')))));
  const content = sequence(
    // The third version, the first that has extensions.
    der(0xa0, integer(Buffer.from([2]))),
    // Positive, whatever its first bit is.
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(utcTime(new Date(now.getTime() - hour)), utcTime(new Date(now.getTime() + validForMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, privateKey);
  const certificate = sequence(content, ecdsaWithSha256, bitString(signature));
  return {
    der: certificate,
    pem: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

const extension = (id: string, isCritical: boolean, value: Buffer): Buffer =>
  sequence(objectIdentifier(id), ...(isCritical ? [boolean(true)] : []), octetString(value));

/** It vouches for itself, so it has to be an authority; it signs, and it serves `localhost`. */
const extensions = [
  extension('2.5.29.19', true, sequence(boolean(true))),
  extension('2.5.29.15', true, der(0x03, Buffer.from([2, 0b1010_0100]))),
  extension('2.5.29.37', false, sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))),
  extension('2.5.29.17', false, sequence(der(0x82, Buffer.from('localhost')))),
];
