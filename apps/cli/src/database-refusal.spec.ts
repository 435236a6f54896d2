import { DatabaseRefusal, explainedRefusal } from './database-refusal';

const URL_WITH_PASSWORD = 'postgres://ganpei:very-secret@db.example:5432/claims';

function driverError(code: string): Error {
  return Object.assign(new Error('as the driver says'), { code });
}

describe('a given database that cannot be used', () => {
  it.each([
    ['42501', 'CREATEROLE'],
    ['0LP01', 'CREATEROLE'],
    ['28P01', 'password is not right'],
    ['3D000', 'create it first'],
    ['ECONNREFUSED', 'No PostgreSQL server answers'],
  ])('is explained for the code %s, in both languages and without the password', (code, words) => {
    const refusal = explainedRefusal(URL_WITH_PASSWORD, driverError(code));
    expect(refusal).toBeInstanceOf(DatabaseRefusal);
    const { message } = refusal as DatabaseRefusal;
    expect(message).toContain(words);
    expect(message).toContain('无法使用 DATABASE_URL（ganpei@db.example:5432/claims）');
    expect(message).toContain('as the driver says');
    expect(message).not.toContain('very-secret');
  });

  it('leaves every other error as it is', () => {
    const other = driverError('23505');
    expect(explainedRefusal(URL_WITH_PASSWORD, other)).toBe(other);
  });
});
