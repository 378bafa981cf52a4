import type { StepKind } from './step.ts';

const kinds: ReadonlySet<StepKind> = new Set([
  'applyResource',
  'addTemporaryAccess',
  'createSyncUser',
  'awaitDestination',
]);

/** Whether a step leads to a destination that can be looked at: it needs neither an engine nor a connection. */
export const isProvisioning = ({ kind }: { readonly kind: StepKind }): boolean => kinds.has(kind);
