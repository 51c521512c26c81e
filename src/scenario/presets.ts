// Work per bit, output and power as measured or assumed in the literature, for what the paper does not state.

/** What the paper leaves open of a device and its jobs. */
export interface Preset {
  readonly instructionsPerBit: number;
  /** pi: the share of the data that need not come back. */
  readonly outputReduction: number;
  readonly powerW: { readonly compute: number; readonly transmit: number; readonly idle: number };
  readonly source: string;
}

const OUR_CHOICE: Preset = {
  instructionsPerBit: 250,
  outputReduction: 0.2,
  powerW: { compute: 0.63, transmit: 0.35, idle: 0.035 },
  source: "our choice: with it and Eq. (4) the paper's trends hold",
};

/** Where a source states only some of the numbers, the others are those of `default`. One cycle counts as one instruction. */
export const PRESETS = {
  default: OUR_CHOICE,
  "kumar-lu-2010": {
    ...OUR_CHOICE,
    powerW: { compute: 0.9, transmit: 1.3, idle: 0.3 },
    source:
      "HP iPAQ PDA, 400 MHz: 0.9 W computing, 1.3 W sending, 0.3 W idle. Kumar, Lu: Cloud computing for mobile users: can offloading computation save energy? IEEE Computer 43(4), 51-56, 2010",
  },
  "tang-wong-2020": {
    ...OUR_CHOICE,
    instructionsPerBit: 297,
    source:
      "0.297 gigacycles per Mbit. Tang, Wong: Deep reinforcement learning for task offloading in mobile edge computing systems. IEEE Trans. Mobile Computing 21(6), 1985-1997, 2022 (early access 2020)",
  },
  "mao-2016": {
    ...OUR_CHOICE,
    instructionsPerBit: 737.5,
    source:
      "737.5 cycles per bit. Mao, Zhang, Letaief: Dynamic computation offloading for mobile-edge computing with energy harvesting devices. IEEE J. Selected Areas in Communications 34(12), 3590-3605, 2016",
  },
  "miettinen-nurminen-2010-gzip": {
    ...OUR_CHOICE,
    instructionsPerBit: 330 / 8,
    source:
      "330 cycles per byte (gzip, ASCII text). Miettinen, Nurminen: Energy efficiency of mobile clients in cloud computing. USENIX HotCloud, 2010",
  },
  "miettinen-nurminen-2010-pdftotext": {
    ...OUR_CHOICE,
    instructionsPerBit: 8900 / 8,
    source:
      "8900 cycles per byte (pdf2text). Miettinen, Nurminen: Energy efficiency of mobile clients in cloud computing. USENIX HotCloud, 2010",
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];
