// What a job would add to the score at a place, going by what the view expects.
import type { View } from "../model/policy.ts";

/** Weighted sum of expected response time, energy and price. */
export const expectedScore = (view: View, place: number): number =>
  view.score.perSecond * view.expectedResponse(place) +
  view.score.perJoule * view.expectedEnergy(place) +
  view.score.perMoney * view.price(place);

/** Weighted time and energy of the job at home on its own, no backlog counted. */
export const localCost = (view: View): number =>
  view.serviceTime(view.home) * (view.score.perSecond + view.score.perJoule * view.computePower);

/** Weighted time and energy of the job's transfers, no backlog counted. */
export const transferCost = (view: View, server: number): number =>
  view.score.perSecond * (view.sendTime(server) + view.returnTime(server)) +
  view.score.perJoule * view.transferEnergy(server);
