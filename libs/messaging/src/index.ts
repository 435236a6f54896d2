export { MESSAGING_ENTITIES, MessagingModule } from './messaging.module';
