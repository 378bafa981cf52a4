import { describe, expect, it } from 'vitest';
import { isSensitiveKey, maskText, maskUrls, maskValue, secretInUrl } from '../../../src/spec/yaml/sensitive.ts';

describe('secretInUrl', () => {
  it.each([
    ['mongodb://user:secret@host', 'password'],
    ['mongodb+srv://user:p%40ss@cluster.example/db?x=1', 'password'],
    ['mongodb://user:pa/ss@host/db', 'password'],
    ['mongodb://user:p@ss@host', 'password'],
    ['mongodb://:secret@host', 'password'],
    ['https://bot:secret@hooks.example/x', 'password'],
    ['mongodb://host/?tlsCertificateKeyFilePassword=x', 'option'],
    ['mongodb://host/?authMechanismProperties=AWS_SESSION_TOKEN:abc,SERVICE_NAME:x', 'option'],
    ['https://hooks.example/?token=abc', 'option'],
    ['mongodb://host', undefined],
    ['mongodb://user@host', undefined],
    ['mongodb://user:@host', undefined],
    ['mongodb://h0:27017,h1:27018/?appName=a@b', undefined],
    ['https://host:8443/users/@me', undefined],
    ['just:text@example', undefined],
  ] as const)('%s: %s', (url, expected) => {
    expect(secretInUrl(url)).toBe(expected);
  });
});

describe('isSensitiveKey', () => {
  it.each([
    'password',
    'passwrd',
    'pasword',
    'Password',
    'clientSecret',
    'privateKey',
    'awsSessionToken',
    'api_key',
    'X-Api-Key',
    'Authorization',
    'certificateKeyPassword',
    'serviceAccountKey',
  ])('%s is', (key) => {
    expect(isSensitiveKey(key, false)).toBe(true);
  });
  it.each([
    'name',
    'key',
    'env',
    'certificateKeyFile',
    'passwords',
    'credentials',
    'tokenResource',
    'keyId',
    'publicKey',
    'uri',
    'phase',
  ])('%s is not', (key) => {
    expect(isSensitiveKey(key, false)).toBe(false);
  });
});

describe('masking', () => {
  it('keeps the length of a file, so that columns hold', () => {
    const text = 'uri: "mongodb://u:secret@h" # mongodb://a:b@c\npassword: "hunter2"\nother: x\n';
    const masked = maskText(text, []);
    expect(masked).toHaveLength(text.length);
    expect(masked).toBe('uri: "mongodb://u:******@h" # mongodb://a:*@c\npassword: *********\nother: x\n');
  });

  it('tells nothing of the length in messages', () => {
    expect(maskUrls('a mongodb://u:secret@h b')).toBe('a mongodb://u:****@h b');
    expect(maskValue("mongodb://u:it's a secret@h")).toBe('mongodb://u:****@h');
  });
});
