// Numbers of one unit, side by side.

/** Any array of numbers of one unit; a `Float64Array` at run time. */
export type Column<Q extends number> = Float64Array & { readonly unit?: Q };
