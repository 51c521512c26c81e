// Names of methods in the page: `live:` marks a policy that decides at each arrival.
export const LIVE = "live:";

export const isLive = (method: string) => method.startsWith(LIVE);
