// The colours of the charts, for a light and a dark page; checked to stand apart from the ground by 3 to 1.

export interface Colours {
  readonly ground: string;
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly track: string;
  readonly accent: string;
  /** Stretches out of order. */
  readonly outage: string;
  /** Power by state: compute, transmit, receive, idle. */
  readonly states: readonly [string, string, string, string];
  /** Up to four policies side by side, then the optimum. */
  readonly policies: readonly string[];
  readonly optimum: string;
  /** Servers, in turn: none of them a policy's or a state's colour. */
  readonly servers: readonly string[];
  /** Tiers, from the devices outwards. */
  readonly tiers: readonly string[];
  /** A bar of a job of this device; `shade` tells neighbouring jobs apart. */
  readonly device: (device: number, shade: number) => string;
}

/** Golden-angle steps keep any number of devices apart as far as hues allow. */
const hue = (device: number) => (250 + device * 137.508) % 360;

const bars = (light: readonly number[], chroma: number) => {
  const known = new Map<number, string>();
  return (device: number, shade: number) => {
    const key = device * 3 + (shade % 3);
    let colour = known.get(key);
    if (colour === undefined) {
      colour = `oklch(${light[shade % 3]} ${chroma} ${hue(device).toFixed(1)})`;
      known.set(key, colour);
    }
    return colour;
  };
};

/** Tiers from the device outwards, light to dark (dark to light on a dark page): steps of one hue, told apart without colour. */
export const tierColour = ({ tiers }: Colours, tier: number) => tiers[Math.min(tier, tiers.length - 1)];

export const serverColour = ({ servers }: Colours, server: number) => servers[server % servers.length];

export const LIGHT: Colours = {
  ground: "#ffffff",
  ink: "#1d2129",
  muted: "#5c6470",
  grid: "#e6e8ec",
  track: "#f3f4f6",
  accent: "#2456c4",
  states: ["#d0672b", "#2f7fb8", "#4aa39a", "#a9b0bb"],
  policies: ["#2456c4", "#c2571a", "#14805e", "#9a3fa5"],
  optimum: "#1d2129",
  servers: ["#5b3fa8", "#b3265e", "#6b7a12", "#0f7f8c", "#8c5a1f", "#3f8f4a", "#7c7f88", "#d0453e"],
  tiers: ["#b9c4d6", "#6f8fc9", "#2c55a5", "#132b5e"],
  outage: "#8f1d3f",
  device: bars([0.6, 0.66, 0.54], 0.12),
};

export const DARK: Colours = {
  ground: "#171a20",
  ink: "#e7e9ee",
  muted: "#9aa3b0",
  grid: "#2a2f38",
  track: "#1e2229",
  accent: "#86a9ff",
  states: ["#e58a50", "#5ba4da", "#63bdb2", "#69717e"],
  policies: ["#86a9ff", "#f0975c", "#4fc79c", "#d58be0"],
  optimum: "#e7e9ee",
  servers: ["#a995f0", "#f07aa6", "#b9c754", "#55c3d1", "#d1a06a", "#86d08f", "#aab0bb", "#ff8f85"],
  tiers: ["#46505f", "#5f7db8", "#93b4f5", "#d6e3ff"],
  outage: "#ff9db8",
  device: bars([0.7, 0.76, 0.64], 0.11),
};
