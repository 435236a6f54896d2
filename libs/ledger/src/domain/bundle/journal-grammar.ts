// The parts of a journal's line as regular expressions: RFC 8785 for the form of texts, and the
// rules of the ledger's tables for what may stand in a field.

/** Characters of a string, escaped where and as RFC 8785 §3.2.2.2 asks for, and nowhere else. */
export const CHARACTERS = String.raw`[^"\\\0-\x1f]*(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\\0-\x1f]*)*`;
export const TEXT = `"${CHARACTERS}"`;

const SECONDS = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d`;
export const MICROSECONDS = String.raw`"(${SECONDS}\.\d{6}Z)"`;
/** Facts come in milliseconds; who writes SQL can be finer. */
export const MILLISECONDS = String.raw`"(${SECONDS}\.\d{3,6}Z)"`;

/** A TypeID of a journal, as `newId` of the kernel makes it. */
export const ID = '"(jnl_[0-7][0-9a-hjkmnp-tv-z]{25})"';
export const LANE = String.raw`(\d|[1-5]\d|6[0-3])`;
export const AMOUNT = String.raw`"([1-9]\d{0,18})"`;
export const CURRENCY = '"([A-Z]{3})"';
export const DIMENSIONS = `({(?:${TEXT}:${TEXT}(?:,${TEXT}:${TEXT})*)?})`;
