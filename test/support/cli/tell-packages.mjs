/** Imported by a command: at its end the packages that it has loaded as CommonJS are the last line of stderr, as JSON. */
import module from 'node:module';

process.on('exit', () => {
  const packages = Object.keys(module._cache).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  process.stderr.write(`${JSON.stringify([...new Set(packages)])}\n`);
});
