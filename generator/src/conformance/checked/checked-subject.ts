/** A subject whose providers are held to the table. @module */
import type { Table } from "../../model/model.ts";
import type { Opened, Subject } from "../subject.ts";
import { checkedProvider } from "./checked-provider.ts";

/** The same subject, run through the wrapper. What breaks the table outside of calls fails the session as it closes. */
export function checkedSubject(
  subject: Subject,
  table: Table,
  exports: Readonly<Record<string, unknown>>,
): Subject {
  return {
    ...subject,
    open: async () => checkedOpened(await subject.open(), table, exports),
  };
}

function checkedOpened(
  opened: Opened,
  table: Table,
  exports: Readonly<Record<string, unknown>>,
): Opened {
  const breaches: Error[] = [];
  const note = (breach: Error): void => {
    breaches.push(breach);
  };
  const provider = checkedProvider(opened.provider, table, exports, note);
  const settle = opened.settle?.bind(opened);
  return {
    ...opened,
    provider,
    ...(settle && { settle }),
    close: async () => {
      await settle?.();
      await opened.close?.();
      const [first] = breaches;
      if (first !== undefined) throw first;
    },
  };
}
