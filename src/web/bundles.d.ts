// Bundles that vite.config.ts makes of other entries.
declare module "*?source" {
  const source: string;
  export default source;
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
