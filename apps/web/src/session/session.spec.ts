import { readIssuedToken, readSession, sessionOf, textOfSession } from './session';

const NOW = new Date('2026-11-27T09:00:00Z');
const session = sessionOf('lin@demo.ganpei', { accessToken: 'ey.x', expiresIn: 900 }, NOW);

const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);

describe('a session', () => {
  it('lasts as long as its token', () => {
    expect(session.endsAt).toEqual(new Date('2026-11-27T09:15:00Z'));
  });

  it('is there again after a reload of the tab, and not after its end', () => {
    const kept = textOfSession(session);
    expect(readSession(kept, later(899))).toEqual(session);
    expect(readSession(kept, later(900))).toBeNull();
  });

  it.each([null, '', '{', 'null', '[]', '{"username":"lin"}', '{"username":1,"token":"x"}'])(
    'is not there when the tab has kept %p',
    (kept) => {
      expect(readSession(kept, NOW)).toBeNull();
    },
  );

  it('needs an end that is a time', () => {
    const kept = JSON.stringify({ ...session, endsAt: 'tomorrow' });
    expect(readSession(kept, NOW)).toBeNull();
  });
});

describe('the answer to a sign-in', () => {
  it('is a token and how long it lasts', () => {
    const body = { accessToken: 'ey.x', tokenType: 'Bearer', expiresIn: 900 };
    expect(readIssuedToken(body)).toEqual({ accessToken: 'ey.x', expiresIn: 900 });
  });

  it.each([null, {}, { accessToken: '', expiresIn: 900 }, { accessToken: 'x', expiresIn: '900' }])(
    'is refused when it is %j',
    (body) => {
      expect(readIssuedToken(body)).toBeNull();
    },
  );
});
