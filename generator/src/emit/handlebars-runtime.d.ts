/** The part of Handlebars that runs precompiled templates; the package types only the whole. */
declare module "handlebars/runtime.js" {
  import Handlebars from "handlebars";
  export default Handlebars;
}
