/** In bytes: how much an application may retain. Little, so that it is reached often. */
export const RETAINED_BYTES = 100_000;
