import { itRefuses, problemsOf, shipped } from '../testing/shipped-packs';
import { changed } from '../testing/changed';

const gb = shipped('gb-app-reimbursement');

describe('a text of a pack is refused', () => {
  itRefuses(gb, [
    ['name.en', '   ', '$.name.en', 'blank'],
    ['summary.zh-CN', ' 先行赔付', '$.summary.zh-CN', 'begins or ends with a blank'],
    ['summary.en', 'Two lines\nof text.', '$.summary.en', 'on one line'],
    ['summary.en', 'Turned \u202earound.', '$.summary.en', 'invisible'],
    ['exclusions.0.reason.zh-CN', 'Not proven.', '$.exclusions[0].reason.zh-CN', 'no Chinese'],
    ['exclusions.0.reason.en', '未证实。', '$.exclusions[0].reason.en', 'no English'],
    ['exclusions.0.reason.en', '—', '$.exclusions[0].reason.en', 'no English'],
    ['clocks.0.label.en', 'We decide by {date}', '$.clocks[0].label.en', 'We saw "{date}"'],
    ['clocks.0.label.zh-CN', '于 {{date}} 决定', '$.clocks[0].label.zh-CN', 'We saw "{{date}}"'],
    ['clocks.0.label.en', 'We decide by ${date}', '$.clocks[0].label.en', 'We saw "${date}"'],
    ['clocks.0.label.en', 'We pay <b>soon</b>', '$.clocks[0].label.en', 'We saw "<b>"'],
    ['clocks.0.label.en', 'We pay %s', '$.clocks[0].label.en', 'We saw "%s"'],
    ['name.en', 'N'.repeat(121), '$.name.en', 'We saw 121 characters; people read at most 120'],
    ['exclusions.0.reason.en', 'r'.repeat(501), '$.exclusions[0].reason.en', 'at most 500'],
    ['clocks.0.label.zh-CN', '时'.repeat(301), '$.clocks[0].label.zh-CN', 'at most 300'],
    [
      'circumstances.0.label.en',
      'The victim is vulnerable.',
      '$.circumstances[0].label.en',
      'without a full stop',
    ],
    [
      'clocks.2.pauseReasons.0.label.zh-CN',
      '等待受害人补充信息。',
      '$.clocks[2].pauseReasons[0].label.zh-CN',
      'without a full stop',
    ],
    ['lossTypes.0.label', { en: 'A loss' }, '$.lossTypes[0].label', '"zh-CN" is missing'],
    ['evidence.0.why.zh-CN', '', '$.evidence[0].why.zh-CN', 'fewer than 1 characters'],
  ]);
});

describe('a text of a pack may have', () => {
  it.each([
    ['a percentage', 'We open it within 30 minutes (target: 95 %)'],
    ['less and more', 'A loss of < 100.00 or > 1,000.00'],
    ['a name in another script', 'The 百万保障 cover'],
    ['300 characters', `L${'.'.repeat(299)}`],
  ])('%s', (_what, text) => {
    expect(problemsOf(changed(gb, 'clocks.0.label.en', text))).toEqual([]);
  });
});
