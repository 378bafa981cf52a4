import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const hooks = fileURLToPath(new URL('../../../examples/hooks/', import.meta.url));
const run = promisify(execFile);
const secret = 'mongodb://shop:s3cret@new.example/?w=majority&tls=true';

describe('the example hooks', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'godwit-hooks-'));
    await writeFile(join(directory, 'new-uri'), secret, { mode: 0o600 });
  });

  afterEach(async () => await rm(directory, { recursive: true }));

  const path = (name: string) => join(directory, name);
  const hook = async (name: string, env: Record<string, string>) =>
    await run(join(hooks, name), {
      env: { PATH: `${directory}:${process.env['PATH']}`, NEW_URI_FILE: path('new-uri'), ...env },
    });

  /** A program of that name that writes down what it was called with, and the files that it was given. */
  async function stand(name: string, prints = ''): Promise<void> {
    const script = `#!/bin/sh
echo "$@" >> ${path('calls')}
for argument in "$@"; do
  file=\${argument#file://}
  if [ -f "$file" ]; then cat "$file" >> ${path('files')}; fi
done
echo '${prints}'
`;
    await writeFile(path(name), script);
    await chmod(path(name), 0o755);
  }

  it('switch an environment file once, keep its mode and the rest of it, and restart', async () => {
    await writeFile(path('shop.env'), 'PORT=80\nMONGODB_URI=mongodb://old\nNAME=shop', { mode: 0o640 });
    const env = { ENV_FILE: path('shop.env'), RESTART: `echo restarted >> ${path('calls')}` };
    await hook('env-file-restart.sh', env);
    const switched = await readFile(path('shop.env'), 'utf8');
    expect(switched.trim().split('\n').sort()).toEqual([`MONGODB_URI=${secret}`, 'NAME=shop', 'PORT=80']);
    expect((await stat(path('shop.env'))).mode & 0o777).toBe(0o640);
    expect(await readFile(path('shop.env.before-godwit'), 'utf8')).toContain('mongodb://old');
    expect((await hook('env-file-restart.sh', env)).stdout).toContain('already');
    expect(await readFile(path('calls'), 'utf8')).toBe('restarted\n');
    expect((await readdir(directory)).sort()).toEqual(['calls', 'new-uri', 'shop.env', 'shop.env.before-godwit']);
  });

  it('patch a Kubernetes secret by a file, and wait for every deployment', async () => {
    await stand('kubectl');
    await hook('kubernetes-secret.sh', { NAMESPACE: 'shop', SECRET: 'mongodb', DEPLOYMENTS: 'api worker' });
    const calls = await readFile(path('calls'), 'utf8');
    expect(calls).not.toContain('s3cret');
    expect(calls.match(/rollout \w+ deployment\/\w+/g)).toEqual([
      'rollout restart deployment/api',
      'rollout restart deployment/worker',
      'rollout status deployment/api',
      'rollout status deployment/worker',
    ]);
    const { data } = JSON.parse(await readFile(path('files'), 'utf8'));
    expect(Buffer.from(data.uri, 'base64').toString()).toBe(secret);
  });

  it('change a DNS record in one batch, and wait until it is in force', async () => {
    await stand('aws', '/change/C1');
    await hook('dns-srv.sh', {
      HOSTED_ZONE_ID: 'Z1',
      RECORD: '_mongodb._tcp.shop.example.com',
      NEW_HOSTS: 'a.example:27017 b.example:27018',
    });
    const [change] = JSON.parse(await readFile(path('files'), 'utf8')).Changes;
    expect(change.ResourceRecordSet).toMatchObject({
      Type: 'SRV',
      TTL: 60,
      ResourceRecords: [{ Value: '0 0 27017 a.example' }, { Value: '0 0 27018 b.example' }],
    });
    expect(await readFile(path('calls'), 'utf8')).toContain('wait resource-record-sets-changed --id /change/C1');
  });

  it('put a secret into AWS without showing it, the same way twice', async () => {
    await stand('aws');
    for (const _ of [1, 2]) await hook('aws-secrets-manager.sh', { SECRET_ID: 'shop/mongodb' });
    const calls = (await readFile(path('calls'), 'utf8')).trim().split('\n');
    expect(calls[0]).toBe(calls[1]);
    expect(calls[0]).not.toContain('s3cret');
    expect(await readFile(path('files'), 'utf8')).toBe(secret + secret);
  });

  it('end with an error where something is missing or fails', async () => {
    for (const name of await readdir(hooks))
      await expect(hook(name, {})).rejects.toMatchObject({ code: expect.any(Number) });
    await writeFile(path('kubectl'), '#!/bin/sh\nexit 3\n', { mode: 0o755 });
    const env = { NAMESPACE: 'shop', SECRET: 'mongodb', DEPLOYMENTS: 'api' };
    await expect(hook('kubernetes-secret.sh', env)).rejects.toMatchObject({ code: 3 });
  });
});
