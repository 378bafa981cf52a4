import { describe, expect, it } from 'vitest';
import { failingAbout, UserError } from '../../../src/lib/errors.ts';
import { AttributeError, pathOfFailure } from '../../../src/terraform/protocol/diagnostic.ts';

describe('a failure', () => {
  const refused = async (...parts: string[]) =>
    await parts
      .reduce<() => Promise<never>>(
        (work, part) => async () => await failingAbout(part, work),
        async () => {
          throw new UserError('GW502', { summary: 'Nobody answers' });
        },
      )()
      .catch((error: unknown) => error);

  it('is at the attribute that it is about, or at the file that says it', async () => {
    const config = { name: 'shop', source: { uri: { env: 'A' } }, destination: null, spec_file: null };
    expect(pathOfFailure(await refused('source'), config)).toEqual([{ attributeName: 'source' }]);
    // Whoever is nearest to it knows best.
    expect(pathOfFailure(await refused('source', 'name'), config)).toEqual([{ attributeName: 'source' }]);
    expect(pathOfFailure(await refused('destination'), config)).toEqual([]);
    const ofFile = { name: null, source: null, spec_file: 'godwit.yaml' };
    expect(pathOfFailure(await refused('source'), ofFile)).toEqual([{ attributeName: 'spec_file' }]);
  });

  it('is about the whole where nobody has said more', async () => {
    const config = { source: {}, spec_file: 'godwit.yaml' };
    expect(pathOfFailure(await refused(), config)).toEqual([]);
    expect(pathOfFailure(await refused('source'), null)).toEqual([]);
    expect(pathOfFailure(new Error('no error of ours'), config)).toEqual([]);
    const path = [{ attributeName: 'confirm' }];
    expect(pathOfFailure(new AttributeError({ code: 'GW773', summary: 'Not confirmed', path }), config)).toBe(path);
  });
});
