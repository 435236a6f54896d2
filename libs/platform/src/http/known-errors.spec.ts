import { BadRequestException, InternalServerErrorException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';

import { problemOf } from './known-errors';

const ofDriver = (fields: object): Error =>
  new QueryFailedError('SELECT 1', [], Object.assign(new Error('refused'), fields));

describe('what an error means for the caller', () => {
  it.each([
    ['the pool had no connection in time', new Error('timeout exceeded when trying to connect')],
    [
      'a connection was not made in time',
      new Error('Connection terminated due to connection timeout'),
    ],
    ['nobody listens', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['the server shuts down', ofDriver({ code: '57P01' })],
    ['there are too many connections', ofDriver({ code: '53300' })],
    ['a lock was not to be had', ofDriver({ code: '55P03' })],
  ])('is to try again later when %s', (_, error) => {
    expect(problemOf(error)).toMatchObject({
      kind: 'unavailable',
      details: { retryAfterSeconds: 2 },
    });
  });

  it.each([
    ['a text with NUL', ofDriver({ code: '22021' }), 'request.text_not_storable'],
    ['a sum beyond 64 bits', ofDriver({ code: '22003' }), 'request.amount_too_large'],
    ['half a character', ofDriver({ code: '22P05' }), 'request.text_not_storable'],
    [
      'a payment that is used up',
      ofDriver({ constraint: 'payments_claimable' }),
      'claim.payment_exhausted',
    ],
    ['too little money', ofDriver({ constraint: 'ledger_guards_floor' }), 'ledger.below_floor'],
    [
      'a line on an account that is closed',
      ofDriver({ code: '23503', constraint: 'ledger_transfers_accounts' }),
      'ledger.account_unusable',
    ],
    [
      'a reversal of nothing',
      ofDriver({ constraint: 'ledger_journals_reverses' }),
      'ledger.reverses_nothing',
    ],
    [
      'a second reversal',
      ofDriver({ constraint: 'ledger_journals_reverses_key' }),
      'ledger.reversed_already',
    ],
    [
      'a period that was closed meanwhile',
      ofDriver({ constraint: 'ledger_period_closings_order' }),
      'ledger.period_not_closable',
    ],
    [
      'a period that was closed while a journal was posted',
      ofDriver({ code: '40001', constraint: 'ledger_journals_effective_at' }),
      'platform.contended',
    ],
    [
      'a reversal that is none',
      ofDriver({ constraint: 'ledger_journals_mirror' }),
      'ledger.not_a_mirror',
    ],
    ['a username twice', ofDriver({ constraint: 'users_username_key' }), 'account.username_taken'],
    ['a lost race', ofDriver({ code: '40P01' }), 'platform.contended'],
    ['what Nest refuses itself', new BadRequestException('Failed to decode'), 'request.invalid'],
  ])('is a refusal for %s', (_, error, code) => {
    expect(problemOf(error)).toMatchObject({ code });
  });

  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a constraint that nobody expected', ofDriver({ code: '23505', constraint: 'claims_pk' })],
    ['a fault of ours that Nest reports', new InternalServerErrorException()],
    ['something that is no error', 'text'],
  ])('is for the log alone in case of %s', (_, error) => {
    expect(problemOf(error)).toBeNull();
  });
});
