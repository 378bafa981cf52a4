import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import { namedResources } from './resource-names.ts';

/** What Terraform's address stands for in the file; of what the file no longer declares, the address is all there is. */
export function nameOfAddress(
  address: string,
  atlas: AtlasDestination,
): { readonly title: string; readonly pointer: string | undefined } {
  const found = namedResources(atlas).find(({ type, key }) => address === `mongodbatlas_${type}.destination_${key}`);
  if (found !== undefined) return { title: found.title, pointer: found.pointer };
  const [type = '', name = ''] = address.split('.');
  const kind = type.replace(/^mongodbatlas_(?:project_)?/, '').replaceAll('_', ' ');
  return { title: `${kind} ${name.replace(/^destination_/, '')}`, pointer: undefined };
}
