/** The templates, by name, each with the view that it takes. @module */
import { createEnvironment } from "./verbs.ts";
import { precompiled } from "./precompiled.ts";

const environment = createEnvironment();
const compiled = new Map<string, (view: object) => string>();

/** Renders a template. */
export function render(name: string, view: object): string {
  let template = compiled.get(name);
  if (template === undefined) {
    template = environment.template<object>(precompiled(name));
    compiled.set(name, template);
  }
  return inOnePiece(template(view));
}

/**
 * The same text. One that was put together stays a tree of its pieces until somebody looks into it, and the trees of
 * all files are several times as large as their texts.
 */
function inOnePiece(text: string): string {
  return text.charCodeAt(0) >= 0 ? text : "";
}
