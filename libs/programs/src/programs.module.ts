import { Module } from '@nestjs/common';

import { PackLibrary } from './pack-library';
import { PACKS_FOLDER } from './read-pack-folder';

/** Packs in memory. A bad pack stops the start of the process, before it serves anybody. */
@Module({
  providers: [{ provide: PackLibrary, useFactory: () => PackLibrary.read(PACKS_FOLDER) }],
  exports: [PackLibrary],
})
export class ProgramsModule {}
