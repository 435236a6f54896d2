import { Module } from '@nestjs/common';
import type { Provider, Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ClaimsModule } from '@app/claims';

export const MESSAGING_ENTITIES: Type[] = [];

const PROVIDERS: Provider[] = [];

/** The case thread: what is said on a claim, by whom, and how it gets there and back. */
@Module({
  imports: [TypeOrmModule.forFeature(MESSAGING_ENTITIES), ClaimsModule],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class MessagingModule {}
