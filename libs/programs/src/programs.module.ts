import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AuditModule } from '@app/audit';
import { CONFIG, UnitOfWork } from '@app/platform';
import type { Config } from '@app/platform';

import { CalendarVersionQueries } from './calendar-version.queries';
import { ApproveVersion } from './operations/approve-version';
import { KeepCalendar } from './operations/keep-calendar';
import { PinVersion } from './operations/pin-version';
import { ProposeVersion } from './operations/propose-version';
import { WithdrawVersion } from './operations/withdraw-version';
import { PackLibrary } from './pack-library';
import { CalendarVersionEntity } from './persistence/calendar-version.entity';
import { PinnedVersionEntity } from './persistence/pinned-version.entity';
import { ProgramVersionApprovalEntity } from './persistence/program-version-approval.entity';
import { ProgramVersionWithdrawalEntity } from './persistence/program-version-withdrawal.entity';
import { ProgramVersionEntity } from './persistence/program-version.entity';
import { pinnedFaults, pinnedVersions, refusePinned } from './pinned-versions';
import { ProgramVersionQueries } from './program-version.queries';
import { readLibrary } from './read-library';

export const PROGRAM_ENTITIES = [
  ProgramVersionEntity,
  ProgramVersionApprovalEntity,
  ProgramVersionWithdrawalEntity,
  PinnedVersionEntity,
  CalendarVersionEntity,
];

/**
 * Packs in memory: those that are built in, those of the deployer's folder, and those that were
 * published here. A bad pack, a bad table of working days, an offer of an unknown pack, and a
 * version that claims are pinned to and that is gone or changed: each stops the start of the
 * process before it serves anybody.
 */
@Module({
  imports: [TypeOrmModule.forFeature(PROGRAM_ENTITIES), AuditModule],
  providers: [
    {
      provide: PackLibrary,
      useFactory: ({ programs }: Config): PackLibrary => readLibrary(programs),
      inject: [CONFIG],
    },
    ProgramVersionQueries,
    ProposeVersion,
    ApproveVersion,
    WithdrawVersion,
    PinVersion,
    CalendarVersionQueries,
    KeepCalendar,
  ],
  exports: [
    PackLibrary,
    ProgramVersionQueries,
    ProposeVersion,
    ApproveVersion,
    WithdrawVersion,
    PinVersion,
    CalendarVersionQueries,
    KeepCalendar,
  ],
})
export class ProgramsModule implements OnModuleInit {
  constructor(
    private readonly packs: PackLibrary,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async onModuleInit(): Promise<void> {
    const { reads } = this.unitOfWork;
    await this.packs.refresh(reads);
    this.packs.requireOffer();
    refusePinned(pinnedFaults(await pinnedVersions(reads), this.packs.list()));
  }
}
