/** The files that are the same for every table, and those that vary by little. @module */
import type { Table } from "../model/model.ts";
import {
  classOf,
  code,
  type CodeOutline,
  exported,
  local,
  members,
} from "./outline.ts";

/** The runtime of a package. */
export const RUNTIME: Readonly<Record<string, CodeOutline>> = {
  "access.ts": code([
    ...exported("type", "Accessor", "Requests"),
    ...local("interface", "Options"),
    ...exported("function", "accessProperty"),
    ...local("function", "split", "dispatched"),
    ...local("function", "expectProperty", "expectLegalAccess"),
  ]),
  "call.ts": code(
    exported(
      "function",
      "openCore",
      "stateOf",
      "roleOf",
      "dispose",
      "refusalOf",
    ),
  ),
  "check.ts": code([
    classOf("Fault", [...members("field", "status", "message"), "constructor"]),
    ...exported("type", "Check"),
    ...exported("const", "noOptions"),
    ...exported("interface", "Bounds"),
    ...local("function", "reject", "describe", "expectInteger"),
    ...local("function", "sizeOf", "outOfBounds"),
    ...exported(
      "function",
      "expectBoolean",
      "expectBounds",
      "expectBytes",
      "expectDuration",
      "expectEach",
      "expectEachValue",
      "expectFlags",
      "expectHandlers",
      "expectInstance",
      "expectInt16",
      "expectInt32",
      "expectInt64",
      "expectInt8",
      "expectNoConflict",
      "expectNumber",
      "expectObject",
      "expectOneOf",
      "expectOptional",
      "expectOptions",
      "expectRequired",
      "expectStream",
      "expectString",
      "expectUint16",
      "expectUint32",
      "expectUint64",
      "expectUint8",
      "expectUnknown",
      "faultIn",
      "fieldOf",
    ),
  ]),
  "core.ts": code([
    ...local("interface", "Signal", "PendingMove"),
    classOf("Core", [
      ...members("field", "rules", "dispatch", "handlers"),
      ...members("field", "#state", "#role", "#moving", "#ending", "#deferred"),
      "constructor",
      ...members("get", "state", "role", "ending"),
      ...members("method", "enter", "carry", "carrySync", "report"),
      ...members("method", "fail", "over", "cancelled"),
      ...members("method", "#begin", "#remember", "#attempt", "#become"),
      ...members("method", "#arrive", "#takeBack", "#settle"),
    ]),
    ...local("function", "stateNamed"),
  ]),
  "host.ts": code([
    ...exported("type", "EventMap"),
    ...exported("interface", "Host"),
    classOf("CoreHost", [
      "field #core",
      "constructor",
      ...members("get", "category", "state", "role"),
      ...members("method", "handles", "deliver", "attach", "report", "fail"),
    ]),
    ...local("type", "Handler"),
    ...local("function", "handlerOf", "isHandler", "expectReply"),
  ]),
  "instance.ts": code([
    ...exported("declare const", "brand", "provided"),
    ...local("const", "admitted"),
    ...local("let", "coreIn"),
    ...exported("function", "admit", "coreOf"),
    classOf("Instance", ["field #core", "constructor", "static block"], {
      kind: "abstract class",
    }),
  ]),
  "kind.ts": code([
    ...exported("interface", "KindTypes"),
    ...local("const", "kinds"),
    ...exported("function", "enroll", "kindAmong", "kindWithin", "kindsOf"),
  ]),
  "refusal.ts": code([
    ...local("interface", "Circumstances"),
    ...exported("function", "refusal"),
    ...local("function", "legalStates"),
  ]),
  "rules.ts": code([
    ...exported("interface", "Move", "StateRules", "RoleRules"),
    ...exported("interface", "PropertyRules", "ReplyRules", "EventRules"),
    ...exported("interface", "Rules", "CompiledState", "CompiledRules"),
    ...local("const", "compiled"),
    ...exported("function", "compileRules"),
    ...local("function", "commandsOf", "compileStates", "joined"),
    ...local("function", "toMap", "byFunction"),
  ]),
  "violations.ts": code([
    ...local("interface", "Violations"),
    ...exported("const", "violations"),
  ]),
};

/** The types of the facts in a table of which the type is declared. */
/** What only a large table has of a runtime. */
export const LARGE_RUNTIME: Readonly<Record<string, CodeOutline>> = {
  "data.ts": code([
    ...local("interface", "NamesData", "StructData", "UnionData"),
    ...local("interface", "AliasData", "OpaqueData", "RoleData", "CallData"),
    ...local("interface", "ReportData", "EnablingData"),
    ...exported("interface", "Facts", "ErrorData", "FieldData"),
    ...exported("interface", "StateData", "LifecycleData", "CategoryData"),
    ...exported("interface", "FunctionData", "EventData", "PropertyData"),
    ...exported("type", "Named", "TypeData"),
  ]),
  "rows.ts": code([
    ...local("type", "FieldRow"),
    ...local("interface", "FunctionRow", "Inherited", "StateRow"),
    ...local("interface", "LifecycleRow", "CategoryRow"),
    ...exported("interface", "TableRows"),
    ...exported("function", "whole"),
    ...local("function", "each", "wholeFunction", "field", "categories"),
    ...local("function", "category", "wholeState", "begin"),
    ...local("const", "FUNCTION", "CATEGORY", "STATE"),
  ]),
};

export const INVOKE: CodeOutline = code(exported("function", "invoke"));
export const TABLE: CodeOutline = code(exported("const", "table"));
/** Of a table of which the type is declared. */
export const DECLARED_TABLE: CodeOutline = code([
  ...local("interface", "TableData"),
  ...exported("const", "table"),
]);
export const TABLE_ROWS: CodeOutline = code(exported("const", "rows"));
export const PROPERTY_INPUTS: CodeOutline = code([
  ...exported("interface", "PropertyInput"),
  ...exported("const", "propertyInputs"),
]);
export const FACTORY: CodeOutline = code([
  ...local("interface", "Blueprint"),
  ...local("const", "blueprints"),
  ...exported("interface", "Factory"),
  classOf("CoreFactory", ["method create"], { exported: false }),
  ...exported("const", "factory"),
]);

/** The statuses and the class of errors. */
export function errors({ errorClass }: Table): CodeOutline {
  return code([
    ...exported("const", "Status"),
    ...exported("type", "Status"),
    ...exported("interface", `${errorClass}Detail`),
    classOf(
      errorClass,
      [
        ...members("field", "name", "status", "code", "functionName"),
        ...members("field", "category", "state", "#genuine"),
        "constructor",
        "static method is",
      ],
      { base: "Error" },
    ),
    ...exported("function", `is${errorClass}`),
  ]);
}
