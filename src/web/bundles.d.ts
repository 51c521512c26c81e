// Bundles that vite.config.ts makes of other entries.
declare module "*?started" {
  const started: {
    /** What to start more of them from. */
    readonly load: () => Promise<string>;
    /** The first one; absent under file://, where a worker needs its code from the page. */
    readonly ahead: { readonly worker: Worker; readonly address: string } | undefined;
  };
  export default started;
}
declare module "*?at-build" {
  /** What the entry's default export makes; its type is that of the entry. */
  const made: unknown;
  export default made;
}
declare module "*?worker-text" {
  const load: () => Promise<string>;
  export default load;
}
declare module "*?lazy-script" {
  const load: () => Promise<unknown>;
  export default load;
}
declare module "*?lazy-bytes" {
  /** In base64. */
  const load: () => Promise<string>;
  export default load;
}
