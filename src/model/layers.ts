// The layers of two networks for pictures of 3 x 224 x 224, by arithmetic from their published sizes: AlexNet (Krizhevsky 2014,
// one tower, as torchvision has it) and VGG16 (Simonyan and Zisserman 2015). A convolution costs out channels x out area x in
// channels x kernel area multiply-accumulates, a full layer in x out; pooling and activation count nothing.

export interface Layer {
  readonly name: string;
  /** Multiply-accumulates. */
  readonly macs: number;
  readonly outputBytes: number;
}

export interface LayerTable {
  /** @param bytes of a number */
  readonly layers: (bytes: number) => Layer[];
  readonly inputBytes: (bytes: number) => number;
}

type Step =
  | { readonly conv: number; readonly kernel: number; readonly stride?: number; readonly pad: number }
  | { readonly pool: number; readonly stride: number }
  | { readonly full: number };

function table(steps: readonly Step[]): LayerTable {
  return {
    inputBytes: (bytes) => 3 * 224 * 224 * bytes,
    layers: (bytes) => {
      let [channels, side] = [3, 224];
      const count = { conv: 0, pool: 0, full: 0 };
      return steps.map((step) => {
        if ("conv" in step) {
          const { conv, kernel, stride = 1, pad } = step;
          side = Math.floor((side + 2 * pad - kernel) / stride) + 1;
          const macs = conv * side * side * channels * kernel * kernel;
          channels = conv;
          return { name: `conv${++count.conv}`, macs, outputBytes: channels * side * side * bytes };
        }
        if ("pool" in step) {
          side = Math.floor((side - step.pool) / step.stride) + 1;
          return { name: `pool${++count.pool}`, macs: 0, outputBytes: channels * side * side * bytes };
        }
        const macs = channels * side * side * step.full;
        [channels, side] = [step.full, 1];
        return { name: `fc${++count.full}`, macs, outputBytes: step.full * bytes };
      });
    },
  };
}

const POOL3: Step = { pool: 3, stride: 2 };
const POOL2: Step = { pool: 2, stride: 2 };
const conv3 = (channels: number): Step => ({ conv: channels, kernel: 3, pad: 1 });
const CLASSIFIER: readonly Step[] = [{ full: 4096 }, { full: 4096 }, { full: 1000 }];

/** 0.714 GMAC. */
export const ALEXNET = table([
  { conv: 64, kernel: 11, stride: 4, pad: 2 },
  POOL3,
  { conv: 192, kernel: 5, pad: 2 },
  POOL3,
  conv3(384),
  conv3(256),
  conv3(256),
  POOL3,
  ...CLASSIFIER,
]);

/** 15.47 GMAC. */
export const VGG16 = table([
  ...[64, 64].map(conv3),
  POOL2,
  ...[128, 128].map(conv3),
  POOL2,
  ...[256, 256, 256].map(conv3),
  POOL2,
  ...[512, 512, 512].map(conv3),
  POOL2,
  ...[512, 512, 512].map(conv3),
  POOL2,
  ...CLASSIFIER,
]);
