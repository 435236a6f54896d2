import { Module } from '@nestjs/common';
import type { Provider, Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { ClaimsModule } from '@app/claims';
import { CONFIG } from '@app/platform';
import type { Config } from '@app/platform';

import { Addressing } from './mail/addressing';
import { CallbackPeople } from './callbacks/callback-people';
import { CallbackPlaces } from './callbacks/callback-places';
import { CallbackQueries } from './callbacks/callback.queries';
import { ChannelPorts } from './channels/channel-ports';
import { ClaimValues } from './notices/claim-values';
import { ClaimantReach } from './notices/claimant-reach';
import { LiveQueries } from './live/live.queries';
import { DeliveryQueries } from './notices/delivery.queries';
import { EventQueries } from './live/event.queries';
import { InboundMailQueries } from './mail/inbound-mail.queries';
import { FileOutbox } from './mail/file-outbox';
import { MailCarrier } from './mail/mail-carrier';
import { openMailCarrier } from './mail/open-mail-carrier';
import { MailTargets } from './mail/mail-target';
import { MessageCarriage } from './notices/message-carriage';
import { NoticePost } from './notices/notice-post';
import { AcceptMail } from './operations/accept-mail';
import { AnswerMail } from './operations/answer-mail';
import { AttachMailFiles } from './operations/attach-mail-files';
import { BookCallback } from './operations/book-callback';
import { CancelCallback } from './operations/cancel-callback';
import { ChangeCallback } from './operations/change-callback';
import { ChoosePhrase } from './operations/choose-phrase';
import { DeliverMessage } from './operations/deliver-message';
import { DraftMail } from './operations/draft-mail';
import { FileMail } from './operations/file-mail';
import { IssueChatCode } from './operations/issue-chat-code';
import { MarkBounced } from './operations/mark-bounced';
import { MakeUpCallback } from './operations/make-up-callback';
import { MoveCallback } from './operations/move-callback';
import { NumberEvents } from './operations/number-events';
import { OweAnswer } from './operations/owe-answer';
import { PlaceMail } from './operations/place-mail';
import { PlaceWrittenMail } from './operations/place-written-mail';
import { PostMessage } from './operations/post-message';
import { QueueDelivery } from './operations/queue-delivery';
import { ReadMail } from './operations/read-mail';
import { ReceiveChat } from './operations/receive-chat';
import { ReceiveMail } from './operations/receive-mail';
import { RecordCall } from './operations/record-call';
import { RecordReport } from './operations/record-report';
import { RedactMessage } from './operations/redact-message';
import { RedactNote } from './operations/redact-note';
import { SendReminder } from './operations/send-reminder';
import { TakeCallback } from './operations/take-callback';
import { TellClaimant } from './operations/tell-claimant';
import { TellLate } from './operations/tell-late';
import { WriteMessage } from './operations/write-message';
import { WriteNote } from './operations/write-note';
import { ChangeWebhook } from './operations/change-webhook';
import { DeliverWebhook } from './operations/deliver-webhook';
import { PingWebhook } from './operations/ping-webhook';
import { QueueWebhooks } from './operations/queue-webhooks';
import { RegisterWebhook } from './operations/register-webhook';
import { RemoveWebhook } from './operations/remove-webhook';
import { ResendWebhook } from './operations/resend-webhook';
import { RotateWebhookSecret } from './operations/rotate-webhook-secret';
import { SwitchOffWebhook } from './operations/switch-off-webhook';
import { TellOfFiles } from './operations/tell-of-files';
import { TellFundEvent } from './operations/tell-fund-event';
import { TellWebhookOwner } from './operations/tell-webhook-owner';
import { CallbackCallEntity } from './persistence/callback-call.entity';
import { CallbackPlaceEntity } from './persistence/callback-place.entity';
import { CallbackEntity } from './persistence/callback.entity';
import { ChatLinkEntity } from './persistence/chat-link.entity';
import { EventEntity } from './persistence/event.entity';
import { InstitutionEventEntity } from './persistence/institution-event.entity';
import { ClaimNoteRedactionEntity } from './persistence/claim-note-redaction.entity';
import { ClaimNoteEntity } from './persistence/claim-note.entity';
import { ClaimantPhraseEntity } from './persistence/claimant-phrase.entity';
import { InboundMailFileEntity } from './persistence/inbound-mail-file.entity';
import { InboundMailEntity } from './persistence/inbound-mail.entity';
import { MailAnswerEntity } from './persistence/mail-answer.entity';
import { MessageAttachmentEntity } from './persistence/message-attachment.entity';
import { MessageRedactionEntity } from './persistence/message-redaction.entity';
import { MessageEntity } from './persistence/message.entity';
import { OutgoingContents } from './notices/outgoing-contents';
import { MessageDeliveryEntity } from './persistence/message-delivery.entity';
import { UnnumberedEventEntity } from './persistence/unnumbered-event.entity';
import { SlotBooking } from './callbacks/slot-booking';
import { SupportDesk } from './callbacks/support-desk';
import { WebhookAttemptEntity } from './persistence/webhook-attempt.entity';
import { WebhookDeliveryEntity } from './persistence/webhook-delivery.entity';
import { WebhookEndpointEntity } from './persistence/webhook-endpoint.entity';
import { WebhookStreamEntity } from './persistence/webhook-stream.entity';
import { ThreadQueries } from './thread.queries';
import { EndpointTurns } from './webhooks/endpoint-turns';
import { IN_FLIGHT_PER_ENDPOINT_MAX } from './webhooks/webhook.jobs';
import { WebhookQueries } from './webhooks/webhook.queries';
import { WebhookDestinations } from './webhooks/webhook-destinations';
import { WebhookSecrets } from './webhooks/webhook-secrets';
import { WebhookSender } from './webhooks/webhook-sender';

export const MESSAGING_ENTITIES: Type[] = [
  MessageEntity,
  MessageAttachmentEntity,
  MessageRedactionEntity,
  MessageDeliveryEntity,
  ClaimNoteEntity,
  ClaimNoteRedactionEntity,
  ClaimantPhraseEntity,
  InboundMailEntity,
  InboundMailFileEntity,
  MailAnswerEntity,
  ChatLinkEntity,
  CallbackEntity,
  CallbackCallEntity,
  CallbackPlaceEntity,
  UnnumberedEventEntity,
  EventEntity,
  InstitutionEventEntity,
  WebhookEndpointEntity,
  WebhookDeliveryEntity,
  WebhookStreamEntity,
  WebhookAttemptEntity,
];

/** What is said, and who reads what of it. */
const THREAD: Provider[] = [
  ThreadQueries,
  LiveQueries,
  PostMessage,
  WriteMessage,
  RedactMessage,
  WriteNote,
  RedactNote,
  ChoosePhrase,
];

/** What passes in time without anybody doing anything. */
const NO_SILENCE: Provider[] = [TellLate, SendReminder];

/** What claimants are told by itself. */
const TELLING: Provider[] = [ClaimValues, NoticePost, TellClaimant];

/** Calls that claimants ask for. */
const CALLBACKS: Provider[] = [
  SupportDesk,
  CallbackPlaces,
  CallbackPeople,
  CallbackQueries,
  SlotBooking,
  ChangeCallback,
  BookCallback,
  MoveCallback,
  CancelCallback,
  TakeCallback,
  RecordCall,
  MakeUpCallback,
];

/** How messages leave, and what becomes of them. */
const DELIVERY: Provider[] = [
  { provide: MailCarrier, inject: [CONFIG], useFactory: openMailCarrier },
  {
    provide: FileOutbox,
    inject: [CONFIG],
    useFactory: ({ stateDir }: Config) => new FileOutbox(stateDir),
  },
  ChannelPorts,
  ClaimantReach,
  OutgoingContents,
  MessageCarriage,
  QueueDelivery,
  DeliverMessage,
  MarkBounced,
  DeliveryQueries,
];

/** What happened on claims, for other systems. */
const EVENTS: Provider[] = [
  {
    provide: WebhookDestinations,
    inject: [CONFIG],
    useFactory: ({ demo }: Config) => new WebhookDestinations(demo),
  },
  {
    provide: WebhookSender,
    inject: [WebhookDestinations],
    useFactory: (destinations: WebhookDestinations) => new WebhookSender(destinations),
  },
  EventQueries,
  NumberEvents,
  QueueWebhooks,
  WebhookQueries,
  WebhookSecrets,
  RegisterWebhook,
  ChangeWebhook,
  RemoveWebhook,
  RotateWebhookSecret,
  SwitchOffWebhook,
  { provide: EndpointTurns, useFactory: () => new EndpointTurns(IN_FLIGHT_PER_ENDPOINT_MAX) },
  TellWebhookOwner,
  TellFundEvent,
  DeliverWebhook,
  ResendWebhook,
  PingWebhook,
];

/** How mail comes in, and what becomes of it. */
const MAIL_IN: Provider[] = [
  Addressing,
  InboundMailQueries,
  MailTargets,
  ReceiveMail,
  ReadMail,
  PlaceMail,
  PlaceWrittenMail,
  FileMail,
  TellOfFiles,
  AttachMailFiles,
  RecordReport,
  OweAnswer,
  AnswerMail,
  AcceptMail,
  DraftMail,
  IssueChatCode,
  ReceiveChat,
];

const PROVIDERS: Provider[] = [
  ...MAIL_IN,
  ...CALLBACKS,
  ...TELLING,
  ...DELIVERY,
  ...NO_SILENCE,
  ...EVENTS,
  ...THREAD,
];

/** The case thread: what is said on a claim, by whom, and how it gets there and back. */
@Module({
  imports: [TypeOrmModule.forFeature(MESSAGING_ENTITIES), AuditModule, ClaimsModule],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class MessagingModule {}
