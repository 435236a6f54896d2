/** A promise that was broken, in a seed that says how. */
export class Violation extends Error {}
