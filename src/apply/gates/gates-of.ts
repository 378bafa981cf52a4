import type { EngineCapabilities } from '../../engines/engine.ts';
import type { Cutover } from '../../spec/blocks/cutover.ts';
import { commandGate, httpGate } from './action-gates.ts';
import { approvalsGate } from './approvals.ts';
import { canCommitGate } from './can-commit.ts';
import type { Gate } from './gate.ts';
import { maxLagGate } from './max-lag.ts';
import { noIndexBuilds, noLongTransactions } from './quiet-source.ts';
import { verifiedWithinGate } from './verified-within.ts';
import { windowGate } from './window.ts';

/** All gates of a cutover, in the order in which they are told. */
export function gatesOf(
  { gates, window, timeoutMs, block }: Cutover,
  { isOnline, verification }: EngineCapabilities,
): readonly Gate[] {
  const isServerBlock = block.source === 'server' || block.source === 'auto';
  const isOurs = verification === 'godwit' || verification === 'beside';
  const isVerified = isOurs && gates.verifiedWithinMs !== undefined;
  return [
    ...(window === undefined ? [] : [windowGate(window, timeoutMs)]),
    ...(isOnline ? [maxLagGate(gates.maxLagMs), canCommitGate] : []),
    ...(isVerified ? [verifiedWithinGate(gates.verifiedWithinMs!)] : []),
    ...gates.approvals.map(approvalsGate),
    ...(isServerBlock ? [noLongTransactions, noIndexBuilds] : []),
    ...gates.http.map(httpGate),
    ...gates.commands.map(({ command, timeoutMs: limitMs }) => commandGate(command, limitMs)),
  ];
}
