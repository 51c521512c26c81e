// Widths of text in DejaVu Sans Condensed, so that a figure's layout needs no canvas and is the same on every machine.
// Source: the advance widths in the fonts' own tables (hmtx of DejaVu 2.37), in thousandths of the font size.

const FIRST = 0x20;

const REGULAR = [
  286, 360, 414, 754, 572, 855, 702, 247, 351, 351, 450, 754, 286, 325, 286, 303, 572, 572, 572, 572, 572,
  572, 572, 572, 572, 572, 303, 303, 754, 754, 754, 478, 900, 615, 617, 628, 693, 568, 518, 697, 677, 265,
  265, 590, 501, 776, 673, 708, 542, 708, 625, 571, 549, 659, 615, 890, 616, 549, 616, 351, 303, 351, 754,
  450, 450, 551, 571, 495, 571, 554, 316, 571, 570, 250, 250, 521, 250, 876, 570, 550, 571, 571, 370, 469,
  353, 570, 532, 736, 532, 532, 472, 572, 303, 572, 754,
];

const BOLD = [
  313, 410, 469, 754, 626, 901, 785, 275, 411, 411, 470, 754, 342, 374, 342, 329, 626, 626, 626, 626, 626,
  626, 626, 626, 626, 626, 360, 360, 754, 754, 754, 522, 900, 696, 686, 660, 747, 615, 615, 738, 753, 334,
  334, 697, 573, 896, 753, 765, 659, 765, 693, 648, 614, 730, 696, 993, 694, 651, 652, 411, 329, 411, 754,
  450, 450, 607, 644, 533, 644, 610, 391, 644, 641, 308, 308, 598, 308, 938, 641, 618, 644, 644, 444, 536,
  430, 641, 586, 831, 580, 586, 523, 641, 329, 641, 754,
];

/** For what is outside ASCII: the width of a digit. */
const OTHER = { regular: 572, bold: 626 } as const;

/** Width of a line of text, in the unit of `size`. */
export function textWidth(text: string, size: number, bold = false): number {
  const widths = bold ? BOLD : REGULAR;
  const other = bold ? OTHER.bold : OTHER.regular;
  let sum = 0;
  for (const character of text) sum += widths[character.codePointAt(0)! - FIRST] ?? other;
  return (sum * size) / 1000;
}
