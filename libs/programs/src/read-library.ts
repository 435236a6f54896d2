import type { ProgramsConfig } from '@app/platform';

import { installOverrides } from './domain/calendars';
import { PackLibrary } from './pack-library';
import { readCalendarsFile } from './read-calendars-file';
import { PACKS_FOLDER } from './read-pack-folder';

/**
 * The packs of an installation as far as they are files: those that are built in and those of the
 * deployer's folder. Refuses all of them, with every fault named, if one is bad. The deployer's
 * table of working days is put above the built-in calendars first, because packs reckon by them.
 */
export function readLibrary({ calendarsFile, packsDir, offered }: ProgramsConfig): PackLibrary {
  installOverrides(calendarsFile === null ? null : readCalendarsFile(calendarsFile));
  return PackLibrary.read([PACKS_FOLDER, ...(packsDir === null ? [] : [packsDir])], offered);
}
