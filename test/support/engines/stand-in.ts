import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tsx = fileURLToPath(import.meta.resolve('tsx'));

/** An executable that runs one of the fixtures, as the program that it stands in for would be run. */
export async function standIn(
  name: 'mongosync' | 'mongomirror',
  directory: string,
  version = '1.22.0',
): Promise<string> {
  const fixture = fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));
  const file = join(directory, name);
  await writeFile(
    file,
    `#!/bin/sh\nexport STAND_IN_VERSION=${version}\nexec '${process.execPath}' --import '${tsx}' '${fixture}' "$@"\n`,
  );
  await chmod(file, 0o755);
  return file;
}
