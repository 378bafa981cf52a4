import type { Check } from '../check.ts';

/** Writes are blocked until somebody has pressed the button in Atlas: somebody has to have said that they are there. */
export const pullPerson: Check = {
  code: 'GW524',
  severity: 'error',
  title: 'The cutover of a pull migration waits for the person who presses the button',
  engines: ['atlasLiveMigration'],
  run: ({ spec: { engine, phase, cutover }, state }) => {
    const isPull = engine.type === 'atlasLiveMigration' && engine.options.mode === 'pull';
    if (!isPull || phase !== 'cutover' || state === 'cutOver' || state === 'cuttingOver') return [];
    if (cutover.gates.approvals.length > 0) return [];
    return [
      {
        summary: 'Nobody would have to be there when writes are blocked, and only a person can go on in Atlas',
        detail: "A pull migration is cut over in Atlas' web interface; until then the source stays blocked",
        fix: 'Add to cutover: gates: { approvals: [{ name: atlas }] }, and `mode: auto`; whoever is on the page of the cluster runs `godwit cutover --approve atlas`',
        pointer: '/cutover',
      },
    ];
  },
};
