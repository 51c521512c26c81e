// Bundles that vite.config.ts makes of other entries.
declare module "*?started" {
  const started: {
    /** The worker's text. */
    readonly source: string;
    /** Started from the text at this address. */
    readonly worker: Worker;
    readonly address: string;
  };
  export default started;
}
declare module "*?lazy-source" {
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
