export { assertNever } from './assert-never';
export { Clock, SystemClock } from './clock';
export { DomainError } from './domain-error';
export type { Bilingual, ErrorDetails, ErrorKind } from './domain-error';
export { ID_PREFIXES, isId, laneOfId, newId } from './id';
export type { IdPrefix } from './id';
export { HOUSE_LANE, LANE_COUNT, laneOfSeed } from './lane';
export type { Lane } from './lane';
export { readSpokenNumber, spokenNumber, typedLetters } from './spoken-number';
