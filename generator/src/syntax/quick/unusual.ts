/** What sends a file to the full parser. @module */

/** There is something in the file that the quick reader does not know. It carries nothing: the full parser starts anew. */
export class Unusual extends Error {}

const unusual = new Unusual("read by the full parser");

/** Gives up. The error is always the same one, for a trace of it would say nothing and take long. */
export function giveUp(): never {
  throw unusual;
}
