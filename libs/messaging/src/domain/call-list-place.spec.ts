import { HOUSE_LANE, newId } from '@app/kernel';

import { readCallListPlace, writeCallListPlace } from './call-list-place';

describe('a place in the list of calls', () => {
  it('is read as it was written', () => {
    const place = { slotAt: new Date('2026-11-26T01:30:00Z'), id: newId('cbk', HOUSE_LANE) };
    expect(readCallListPlace(writeCallListPlace(place))).toEqual(place);
  });

  it.each([
    '',
    'next',
    'clm_01h455vb4pex5vsknk084sn02d',
    '1.clm_01h455vb4pex5vsknk084sn02d',
    '999999999999999.cbk_01h455vb4pex5vsknk084sn02d',
    '-1.cbk_01h455vb4pex5vsknk084sn02d',
    '1.cbk_81h455vb4pex5vsknk084sn02d',
  ])('is not %j', (text) => {
    expect(() => readCallListPlace(text)).toThrow(/not the "next"/);
  });
});
