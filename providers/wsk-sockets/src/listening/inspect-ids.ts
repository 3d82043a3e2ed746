import type { InspectId } from "@captable/wsk";

/** Makes the identifiers of connection requests. No two of a registration are alike. */
export class InspectIds {
  #last = 0n;

  next(): InspectId {
    this.#last += 1n;
    return Object.freeze({
      key: this.#last,
      serialNumber: Number(BigInt.asUintN(32, this.#last)),
    });
  }
}

/** One text for all copies of an identifier: they are compared by what they contain. */
export function inspectKey({ key, serialNumber }: InspectId): string {
  return `${key}/${serialNumber}`;
}
