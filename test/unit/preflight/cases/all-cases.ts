/**
 * For each check, what makes it speak and what it says; and, where a boundary matters, what it has to keep quiet about.
 * Without the change every check has to be silent with the same file: that is tested for each case as well.
 */
import { accessCases } from './access.ts';
import { capacityCases } from './capacity.ts';
import type { Cases } from './case.ts';
import { catalogueCases } from './catalogue.ts';
import { dataCases } from './data.ts';
import { destinationCases } from './destination.ts';
import { sourceCases } from './source.ts';

export const cases: Cases = {
  ...sourceCases,
  ...destinationCases,
  ...catalogueCases,
  ...dataCases,
  ...capacityCases,
  ...accessCases,
};
