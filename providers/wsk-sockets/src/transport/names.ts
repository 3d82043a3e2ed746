import type { AddressFamily } from "@captable/wsk";

export interface NameQuery {
  readonly name: string;
  /** Undefined: any. */
  readonly family: AddressFamily | undefined;
  readonly addrConfig: boolean;
  readonly all: boolean;
  readonly v4Mapped: boolean;
}

export interface NameAnswer {
  /** Numeric. A zone is a number, too, behind a `%`. */
  readonly address: string;
  readonly family: AddressFamily;
}
