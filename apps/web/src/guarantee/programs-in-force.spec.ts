import { programsInForce } from './programs-in-force';

function program(packId: string, version: string, status: string) {
  const words = { en: packId, 'zh-CN': packId };
  return { packId, version, status, name: words, summary: words };
}

describe('the programmes in force', () => {
  it('are the last version of each that is not a draft', () => {
    const listed = [
      program('card', '1.0.0', 'adopted'),
      program('wallet', '0.9.0', 'illustrative'),
      program('wallet', '0.10.0', 'adopted'),
      program('wallet', '0.11.0', 'draft'),
      program('transfer', '0.1.0', 'draft'),
    ];
    expect(programsInForce(listed).map(({ packId, version }) => `${packId} ${version}`)).toEqual([
      'card 1.0.0',
      'wallet 0.10.0',
    ]);
  });
});
