// Loads a classic script of the built page when it is first needed; works under file:// too, where fetch does not.

const loading = new Map<string, Promise<unknown>>();

/** Adds the script to the page once and gives what it put into the global `variable`. */
export function loadScript(address: string, variable: string): Promise<unknown> {
  let promise = loading.get(address);
  if (promise === undefined) {
    promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(address, document.baseURI).href;
      script.onload = () => resolve((globalThis as Record<string, unknown>)[variable]);
      script.onerror = () => {
        loading.delete(address);
        script.remove();
        reject(new Error(`${address} could not be loaded`));
      };
      document.head.append(script);
    });
    loading.set(address, promise);
  }
  return promise;
}
