export * from "./certificate.ts";
export { type FrontPoint, nonDominated } from "./front.ts";
export { configureHighs } from "./highs.ts";
export * from "./optimum.ts";
export { type ParetoOptions, type ParetoResult, pareto } from "./pareto.ts";
export { feasiblePrices, type PriceBound, type Prices, priceBound } from "./price-bound.ts";
export { type PricesOptions, type PricesResult, prices } from "./prices.ts";
export { type AcrossOptions, type PricesAt, pricesAcross } from "./prices-across.ts";
