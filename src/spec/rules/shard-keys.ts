import { specCodes } from '../error-codes.ts';
import { errorAt, type Finding, indexed, type Rule } from './rule.ts';

/** Shard keys that no server accepts. */
export const shardKeys: Rule = (file) =>
  indexed(file.sharding?.entries).flatMap(({ item, index }): Finding[] => {
    const pointer = `/sharding/entries/${index}`;
    const key = item.key ?? {};
    const hashed = Object.keys(key).filter((field) => key[field] === 'hashed');
    const impossible = (place: string, summary: string, hint: string) =>
      errorAt(place, specCodes.shardKeyImpossible, { summary, hint });
    return [
      ...(hashed.length > 1
        ? [
            impossible(
              `${pointer}/key`,
              `The shard key of ${item.namespace} has ${hashed.length} hashed fields`,
              'Leave one of them hashed and give the others 1',
            ),
          ]
        : []),
      ...(hashed.length > 0 && item.unique
        ? [
            impossible(
              `${pointer}/unique`,
              `A hashed shard key cannot be unique`,
              'Remove `unique`, or use 1 instead of hashed',
            ),
          ]
        : []),
      ...Object.keys(key)
        .filter((field) => field === '' || field.startsWith('$') || field.split('.').includes(''))
        .map((field) =>
          impossible(
            `${pointer}/key`,
            `\`${field}\` cannot be a field of a shard key`,
            'Name fields as `field` or `field.subfield`',
          ),
        ),
    ];
  });
