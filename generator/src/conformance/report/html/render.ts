/// <reference path="../../../emit/handlebars-runtime.d.ts" />
/** The Handlebars environment of HTML: one verb per position, and Handlebars escapes what each gives. @module */
import Handlebars from "handlebars/runtime.js";
import type { Tone } from "../page/page.ts";
import { precompiled } from "./precompiled.ts";

const TONES: ReadonlySet<string> = new Set<Tone>([
  "good",
  "partial",
  "bad",
  "none",
]);

/** The verbs by name. A template may print nothing but through one of them. */
export const VERBS: Readonly<Record<string, Handlebars.HelperDelegate>> = {
  /** Text between tags. */
  text: (value: string) => value,
  /** An address in a quoted `href`; that it leads to the web has been seen to. */
  href: (value: string) => value,
  /** One of the classes that the style sheet knows, in a quoted `class`. */
  tone: (value: string) => {
    if (!TONES.has(value)) throw new Error(`no tone ${value}`);
    return value;
  },
};

const environment = Handlebars.create();
for (const [name, verb] of Object.entries(VERBS)) {
  environment.registerHelper(name, verb);
}
const template = environment.template<object>(precompiled("report.html"));

/** Renders the one template there is. */
export function render(view: object): string {
  return template(view);
}
