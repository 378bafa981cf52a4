import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ownCertificate } from '../../../src/terraform/binary/certificate.ts';

describe('the certificate of a provider', () => {
  const now = new Date('2026-03-04T05:06:07.890Z');
  const { der, pem, privateKeyPem } = ownCertificate(now);
  const certificate = new X509Certificate(der);

  it('is for localhost, and vouches for itself', () => {
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkHost('example.com')).toBeUndefined();
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkIssued(certificate)).toBe(true);
  });

  it('belongs to its key, and is the same as text', () => {
    expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
    expect(new X509Certificate(pem).fingerprint256).toBe(certificate.fingerprint256);
  });

  it('holds from an hour before now', () => {
    expect(new Date(certificate.validFrom).toISOString()).toBe('2026-03-04T04:06:07.000Z');
    expect(new Date(certificate.validTo).getFullYear()).toBe(2027);
  });

  it('is another one each time', () => {
    expect(new X509Certificate(ownCertificate(now).der).serialNumber).not.toBe(certificate.serialNumber);
  });
});
