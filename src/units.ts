// Physical quantities as branded numbers in SI units; data files scale to them once, at the edge.

declare const unit: unique symbol;

/** A number that carries its unit in its type only; at run time it is a plain number. */
export type Quantity<U extends string> = number & { readonly [unit]?: U };

export type Seconds = Quantity<"s">;
export type Bits = Quantity<"bit">;
export type BitsPerSecond = Quantity<"bit/s">;
export type Instructions = Quantity<"instr">;
export type InstructionsPerSecond = Quantity<"instr/s">;
export type InstructionsPerBit = Quantity<"instr/bit">;
export type Watts = Quantity<"W">;
export type Joules = Quantity<"J">;
/** Monetary units; the currency is the user's. */
export type Money = Quantity<"money">;

/** 1 MB = 8e6 bit, as the paper's link times imply. */
export const BITS_PER_MEGABYTE = 8e6;

export const megabytes = (MB: number): Bits => (MB * BITS_PER_MEGABYTE) as Bits;
export const megabitsPerSecond = (Mbps: number): BitsPerSecond => (Mbps * 1e6) as BitsPerSecond;
/** Price of one instruction from a price of 1e9 instructions. */
export const perGigaInstruction = (price: number): number => price / 1e9;
