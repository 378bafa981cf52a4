import { join, resolve } from 'node:path';
import type { MongomirrorOptions } from '../../spec/blocks/engine-options.ts';
import type { EngineParts } from '../create-engine.ts';
import { MongomirrorEngine } from './engine.ts';
import { mirrorInvocation } from './program-arguments.ts';

export function createMongomirror(parts: EngineParts, options: MongomirrorOptions): MongomirrorEngine {
  const { spec, source, destination, sourceUri, destinationUri, workDirectory, baseDirectory } = parts;
  const { binary } = options;
  const directory = join(workDirectory, 'engine');
  const bookmarkFile = options.bookmarkFile.includes('/')
    ? resolve(baseDirectory, options.bookmarkFile)
    : join(directory, options.bookmarkFile);
  return new MongomirrorEngine({
    program: binary.includes('/') ? resolve(baseDirectory, binary) : binary,
    invocation: mirrorInvocation({
      options,
      source: sourceUri,
      destination: destinationUri,
      sourceFacts: source.facts,
      destinationFacts: destination.facts,
      filters: spec.filters,
      bookmarkFile,
    }),
    statusPort: options.httpStatusPort,
    bookmarkFile,
    destinationClient: destination.client,
    directory,
  });
}
