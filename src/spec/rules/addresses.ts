import { isIP } from 'node:net';
import { specCodes } from '../error-codes.ts';
import { errorAt, type Finding, indexed, oneOrMany, type Rule } from './rule.ts';

/** Addresses and blocks of addresses that do not exist. */
export const addresses: Rule = (file) => {
  const atlas = file.destination?.atlas;
  const link = file.engine?.atlasLiveMigration?.link;
  return [
    ...indexed(atlas?.ipAccess).flatMap(({ item, index }) => [
      ...block(item.cidr, `/destination/atlas/ipAccess/${index}/cidr`),
      ...address(item.ip, `/destination/atlas/ipAccess/${index}/ip`),
    ]),
    ...block(atlas?.network?.container?.cidr, '/destination/atlas/network/container/cidr'),
    ...oneOrMany(atlas?.network?.peering, '/destination/atlas/network/peering').flatMap(({ item, pointer }) =>
      block(item.cidr, `${pointer}/cidr`),
    ),
    ...indexed(link?.accessListIps).flatMap(({ item, index }) =>
      address(item, `/engine/atlasLiveMigration/link/accessListIps/${index}`),
    ),
  ];
};

function address(text: string | undefined, pointer: string): Finding[] {
  if (text === undefined || isIP(text) !== 0) return [];
  return [
    errorAt(pointer, specCodes.invalidAddress, {
      summary: `\`${text}\` is not an IP address`,
      hint: 'For example `198.51.100.7`',
    }),
  ];
}

function block(text: string | undefined, pointer: string): Finding[] {
  if (text === undefined) return [];
  const [start = '', bits = ''] = text.split('/');
  const family = isIP(start);
  const maxBits = family === 6 ? 128 : 32;
  if (family !== 0 && Number(bits) <= maxBits) return [];
  const detail =
    family === 0 ? `\`${start}\` is not an IP address` : `The number behind the slash is at most ${maxBits}`;
  return [
    errorAt(pointer, specCodes.invalidAddress, {
      summary: `\`${text}\` is not a block of addresses`,
      detail,
      hint: 'For example `203.0.113.0/24`',
    }),
  ];
}
