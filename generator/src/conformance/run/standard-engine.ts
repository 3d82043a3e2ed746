/** The engine of a run: the parts of the kit put together. @module */
export { checkedProvider } from "../checked/checked-provider.ts";
export { readTable } from "../kit-table/read-table.ts";
export { modelSubject } from "../model-provider/model-provider.ts";
export { unlistedIn } from "../plan/families/error/listed.ts";
export { testsOf } from "../plan/plan.ts";
export { openSession } from "../session/open-session.ts";
