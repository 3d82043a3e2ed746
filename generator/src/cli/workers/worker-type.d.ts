/** The types of tinypool name the workers of browsers, of which a program for Node has no types. */
interface Worker {
  readonly resourceLimits?: object;
}
