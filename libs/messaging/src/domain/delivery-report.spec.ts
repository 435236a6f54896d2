import { readDeliveryReport, reportedMessages } from './delivery-report';

const MSG = 'msg_01h455vb4pex5vsknk084sn02q';

describe('the report of a mail server', () => {
  it.each([
    [
      'RFC 3464',
      'Final-Recipient: rfc822; lin@example.com\r\nAction: failed\r\nStatus: 5.1.1',
      { action: 'failed', status: '5.1.1' },
    ],
    ['a delay', 'Action: delayed\nStatus: 4.4.1', { action: 'delayed', status: '4.4.1' }],
    ['success', 'Action: delivered\nStatus: 2.0.0', { action: 'delivered', status: '2.0.0' }],
    [
      'two recipients',
      'Action: delivered\nStatus: 2.0.0\n\nAction: Failed\nStatus: 5.7.1',
      { action: 'failed', status: '5.7.1' },
    ],
    ['words alone', 'Sorry, no mailbox here by that name.', { action: 'failed', status: null }],
    ['an unknown word', 'Action: vanished', { action: 'unknown', status: null }],
  ])('by %s', (_what, text, report) => {
    expect(readDeliveryReport(text)).toEqual(report);
  });

  it.each([
    ['the head of our mail', `Message-ID: <${MSG}@claims.example.com>`, [MSG]],
    ['it twice', `<${MSG}@claims.example.com> <${MSG}@CLAIMS.example.com>`, [MSG]],
    ['a mail of another house', `<${MSG}@claims.example.org>`, []],
    ['no id', `<msg_short@claims.example.com>`, []],
  ])('names our messages by %s', (_what, text, ids) => {
    expect(reportedMessages(text, 'claims.example.com')).toEqual(ids);
  });
});
