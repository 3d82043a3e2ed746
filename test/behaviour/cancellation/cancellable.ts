import type { Net } from "../subject.ts";

/** A call that its signal can cancel. */
export interface Cancellable {
  readonly functionName: string;
  /** Of what kind of object it is called on. */
  readonly category: string;
  /** Whether it waits for something, so that it is pending when its signal is aborted. */
  readonly pends: boolean;
  prepare(net: Net): Promise<Prepared>;
}

export interface Prepared {
  /** What it is called on. */
  readonly target: { readonly state: string };
  call(options?: { readonly signal?: AbortSignal }): Promise<unknown>;
  /** Lets a call that is not cancelled complete, once it has been made. */
  fulfil(): Promise<unknown>;
}

export const nothing = async (): Promise<void> => undefined;

/** Those that nothing but cancelling ends in a test. */
export function isEndless({ functionName }: Cancellable): boolean {
  return ["controlSocket", "controlClient"].includes(functionName);
}
