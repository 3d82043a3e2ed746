/** What must not have happened. */
export class Discrepancy extends Error {
  override readonly name = "Discrepancy";
}
