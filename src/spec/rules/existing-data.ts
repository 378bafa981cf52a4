import { specCodes } from '../error-codes.ts';
import { errorAt, type Rule } from './rule.ts';

/** Data that stays on the destination is safe only when the filters say what the migration may touch. */
export const existingData: Rule = (file) => {
  if (file.destination?.existingData !== 'keep') return [];
  if (file.filters?.include || file.filters?.exclude) return [];
  return [
    errorAt('/destination/existingData', specCodes.keepWithoutFilters, {
      summary: '`existingData: keep` needs filters',
      detail: 'Without them the migration takes in every namespace, those that are to be kept too',
      hint: 'Say with `filters.include` what is migrated',
    }),
  ];
};
