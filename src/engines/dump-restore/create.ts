import { join, resolve } from 'node:path';
import type { DumpRestoreOptions } from '../../spec/blocks/engine-options.ts';
import { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import type { EngineParts } from '../create-engine.ts';
import { DumpRestoreEngine } from './engine.ts';

export function createDumpRestore(parts: EngineParts, options: DumpRestoreOptions): DumpRestoreEngine {
  const { spec, source, destination, sourceUri, destinationUri, workDirectory, baseDirectory } = parts;
  return new DumpRestoreEngine({
    options,
    sourceUri,
    destinationUri,
    source,
    destinationClient: destination.client,
    filter: new NamespaceFilter(spec.filters, source.client),
    readFrom: spec.source.readFrom,
    path: (name) => (name.includes('/') ? resolve(baseDirectory, name) : name),
    filePath: (file) => resolve(baseDirectory, file),
    directory: join(workDirectory, 'engine'),
  });
}
