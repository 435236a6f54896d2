/** Every text of the page in English. Its keys are the keys of all catalogues. */
export const TEXTS_EN = {
  'page.title': 'Ganpei 敢赔: you dare to pay, we dare to compensate',
  'page.skip': 'Skip to the content',
  'page.languages': 'Language',
  'page.offline': 'You are offline. What you see is what we last received.',
  'page.loading': 'Loading …',
  'page.retry': 'Try again',
  'page.retrying': 'Trying again …',
  'page.copy': 'Copy',
  'page.copied': 'Copied',

  'about.you': 'You dare to pay,',
  'about.we': 'we dare to compensate.',
  'about.what':
    'Ganpei is the open-source, self-hosted service with which a payment company keeps that promise: if your money is stolen, you claim for the payment itself, published rules say what you get back, and your claim always shows who has it and by when.',
  'about.proof':
    'Every cent is booked in an append-only double-entry ledger, which auditors can read line by line.',

  'arrival.claim.title': 'Your claim',
  'arrival.claim.what':
    'You cannot look at claims on this page yet. Who has your claim, what is next and by when stands in each of our messages.',
  'arrival.claim.do':
    'To ask something, add a file or appeal, reply to any of our mails, or call the number below and name the reference: a person tells you how your claim stands.',
  'arrival.mail.title': 'We have your mail',
  'arrival.mail.what':
    'What you wrote and what came with it is kept. You cannot go on with it on this page yet.',
  'arrival.mail.do':
    'Call the number below: a person makes the claim with you from what you have sent, and you need not write it again.',
  'arrival.code.title': 'Is this message ours?',
  'arrival.code.sent': 'Yes. We sent a message with this code on {time} to: {to}.',
  'arrival.code.not_sent': 'No. We have sent no message with this code.',
  'arrival.code.failure': 'We cannot check the code right now',

  'phone.title': 'Money stolen? Call us now.',
  'phone.open': 'Somebody answers right now.',
  'phone.closed': 'Nobody is there now; we answer again from {time}.',
  'phone.hours': 'Answered {days}, {spans} ({zone}).',
  'phone.footer': 'Call us:',
  'phone.first': 'First ask your bank or wallet to lock the card or account. Then call.',
  'phone.demo': 'An example number: in the demo nobody answers it.',
  'phone.unknown': 'The number could not be loaded. Please try again in a moment.',
  'phone.remembered': 'The number we gave you on your last visit.',

  'service.title': 'State of the service',
  'service.checking': 'Checking the service …',
  'service.ready': 'The service is running',
  'service.unready': 'The service cannot take requests right now',
  'service.unreachable': 'The service cannot be reached',

  'figures.title': 'Is the promise kept?',
  'figures.intro': 'Counted at this moment, for everybody to see.',
  'figures.paid': 'Paid to victims',
  'figures.paid_nothing': 'Nothing yet',
  'figures.claims': 'Claims so far',
  'figures.open': 'Still open',
  'figures.by_status': 'Claims by where they stand',
  'figures.status': 'Where it stands',
  'figures.count': 'Claims',
  'figures.as_of': 'As of {time} ({ago})',
  'figures.json': 'The same figures as data',
  'figures.empty': 'No claims yet',
  'figures.empty_what':
    'As soon as somebody files a claim, you will see here how many there are, where they stand and what was paid.',

  'failure.figures': 'We cannot show the figures right now',
  'failure.stale': 'We cannot renew the figures; these are the last ones',
  'failure.unreachable':
    'The service did not answer. Check your connection; if it works, the fault is on our side.',
  'failure.refused': 'The service answered with status {status}.',
  'failure.unreadable': 'We received an answer that this page does not understand.',
  'failure.request_id': 'Reference for our support',
  'failure.call': 'If it is urgent, call {phone}.',

  'status.received': 'Received',
  'status.assessing': 'Being checked against the rules',
  'status.awaiting_claimant': 'Waiting for evidence from the claimant',
  'status.in_review': 'With a reviewer',
  'status.awaiting_approval': 'Waiting for a second person to confirm',
  'status.approved': 'Approved, payment being prepared',
  'status.paying': 'Payment on its way',
  'status.paid': 'Paid',
  'status.denied': 'Declined',
  'status.withdrawn': 'Withdrawn by the claimant',
  'status.closed': 'Closed',

  'programs.title': 'What is covered',
  'programs.none': 'No guarantee programme is in force here yet.',
  'programs.version': 'Version {version}',
  'programs.illustrative': 'Sample rules, not adopted by anybody',
  'programs.adopted': 'Adopted',

  'demo.title': 'Try it: this is a demo',
  'demo.what': 'No real money moves here. Please enter nothing personal; the data may be deleted.',
  'demo.accounts': 'Demo accounts',
  'demo.password': 'Password of all accounts:',
  'demo.account': 'Account',
  'demo.role': 'Role',
  'demo.steps': 'Where to begin',
  'demo.docs': 'Look through all calls in the API documentation',
  'demo.curl': 'Sign in with curl:',
  'demo.openapi': 'Make your own client from the OpenAPI description',
  'demo.readme':
    'The README of the project shows with curl how a claim goes from filing to payment.',

  'role.claimant': 'Claimant: a victim who claims',
  'role.claimant.first': 'Claimant: the demo payments are theirs',
  'role.reviewer': 'Reviewer: examines and decides',
  'role.approver': 'Approver: confirms decisions of others',
  'role.agent': 'Service desk: files for a victim',
  'role.auditor': 'Auditor: reads all, changes nothing',
  'role.operator': 'Operator: imports, payment rails, fund',

  'links.title': 'Links',
  'links.docs': 'API documentation',
  'links.openapi': 'OpenAPI description',
  'links.figures': 'Figures as data',
  'links.readiness': 'Readiness of the service',
  'links.licence': 'Open source under Apache-2.0',
} as const;

/** The name of a text. Every other catalogue has exactly these. */
export type TextKey = keyof typeof TEXTS_EN;
