import { specCodes } from '../error-codes.ts';
import type { NetworkPeering } from '../generated/migration.ts';
import { wordList } from '../suggestion.ts';
import { errorAt, type Finding, oneOrMany, type Rule } from './rule.ts';

/** What peering needs, by provider. */
const needed: Readonly<Record<NetworkPeering['provider'], readonly (keyof NetworkPeering)[]>> = {
  AWS: ['accountId', 'vpcId', 'cidr', 'region'],
  AZURE: ['directoryId', 'subscriptionId', 'resourceGroup', 'virtualNetwork'],
  GCP: ['projectId', 'networkName'],
};

const base = '/destination/atlas/network';

/** Peering that lacks what its provider needs, or the container that it starts from. */
export const network: Rule = (file, { has }) => {
  const peerings = oneOrMany(file.destination?.atlas?.network?.peering, `${base}/peering`);
  const findings = peerings.flatMap(({ item, pointer }): Finding[] => {
    const lacking = needed[item.provider].filter((property) => !has(`${pointer}/${property}`));
    if (lacking.length === 0) return [];
    const verb = lacking.length === 1 ? 'is' : 'are';
    return [
      errorAt(pointer, specCodes.networkIncomplete, {
        summary: `${wordList(lacking, 'and')} ${verb} missing for peering with ${item.provider}`,
      }),
    ];
  });
  if (peerings.length === 0 || has(`${base}/container`)) return findings;
  return [
    ...findings,
    errorAt(`${base}/peering`, specCodes.networkIncomplete, {
      summary: 'Peering needs a `container`',
      hint: 'Add `container: { provider: AWS, cidr: 10.8.0.0/21, region: EU_WEST_1 }`; with `adopt: true` when it exists already',
    }),
  ];
};
