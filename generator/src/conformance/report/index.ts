/** The reports of a run: for people at a terminal, for programs, for CI servers, for a page. @module */
export { consoleReporter, type ConsoleIo } from "./console/console.ts";
export { renderHtml } from "./html/html.ts";
export { JSON_VERSION, renderJson } from "./json.ts";
export { renderJUnit } from "./junit.ts";
export { renderMarkdown } from "./markdown.ts";
export type { PageOptions } from "./page/compose.ts";
export type { Reporter, RunStart } from "./reporter.ts";
