// What a job would take at a place, going by the backlogs at its arrival: nothing that comes later is foreseen.
import type { Joules, Seconds } from "../units.ts";
import type { View } from "./policy.ts";

/** What a view says of itself, before anything is concluded from it. */
type Facts = Omit<View, "expectedResponse" | "expectedEnergy">;

/** Time until the job's input has arrived: transfers that were asked for before it come first. */
const sent = (view: Facts, place: number): Seconds => view.transferBacklog(place) + view.sendTime(place);

/** Time from then until the place turns to the job; the place works on meanwhile. */
const wait = (view: Facts, place: number): Seconds => Math.max(0, view.backlog(place) - sent(view, place));

/** Transfers before it, its own way there, what is left of the place's backlog, service, and the way back. */
export const expectedResponse = (view: Facts, place: number): Seconds =>
  sent(view, place) + wait(view, place) + view.serviceTime(place) + view.returnTime(place);

/** At home the joules of computing; elsewhere those of the transfers, and of idling until the place has done the job. */
export const expectedEnergy = (view: Facts, place: number): Joules =>
  place === view.home
    ? view.serviceTime(place) * view.computePower
    : view.transferEnergy(place) + (wait(view, place) + view.serviceTime(place)) * view.idlePower;
