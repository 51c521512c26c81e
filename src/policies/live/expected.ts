// What a job would take at a place, going by the backlogs at its arrival: nothing that comes later is foreseen.
import type { View } from "../../model/policy.ts";
import { LOCAL } from "../../model/problem.ts";

/** Time until the job's upload has ended: its device's radio works off its backlog first. */
const uploaded = (view: View, server: number): number => view.radioBacklog(server) + view.uploadTime(server);

/** Time from the end of the upload until the server turns to the job; the server works on meanwhile. */
const wait = (view: View, server: number): number =>
  Math.max(0, view.serverBacklog(server) - uploaded(view, server));

/** Expected response time at a server: radio, upload, what is left of the server's backlog, service, download. */
export const serverCompletion = (view: View, server: number): number =>
  uploaded(view, server) + wait(view, server) + view.serviceTime(server) + view.downloadTime(server);

/** Expected response time at home: the processor's backlog and the job. */
export const localCompletion = (view: View): number => view.localBacklog() + view.localTime();

export const completion = (view: View, place: number): number =>
  place === LOCAL ? localCompletion(view) : serverCompletion(view, place);

/** Expected energy of the device at a server: transfers, and idling while the server works. */
const serverEnergy = (view: View, server: number): number =>
  view.uploadTime(server) * view.transmitPower +
  view.downloadTime(server) * view.receivePower +
  (wait(view, server) + view.serviceTime(server)) * view.idlePower;

/** Weighted sum of expected response time, energy and price at a server. */
export const serverScore = (view: View, server: number): number =>
  view.rates.perSecond * serverCompletion(view, server) +
  view.rates.perJoule * serverEnergy(view, server) +
  view.rates.perMoney * view.price(server);

/** The same at home. */
export const localScore = (view: View): number =>
  view.rates.perSecond * localCompletion(view) + view.rates.perJoule * view.localTime() * view.computePower;

/** Weighted time and energy of the job at home on its own, no backlog counted. */
export const localCost = (view: View): number =>
  view.localTime() * (view.rates.perSecond + view.rates.perJoule * view.computePower);

/** Weighted time and energy of the job's transfers, no backlog counted. */
export const transferCost = (view: View, server: number): number => {
  const { perSecond, perJoule } = view.rates;
  return (
    view.uploadTime(server) * (perSecond + perJoule * view.transmitPower) +
    view.downloadTime(server) * (perSecond + perJoule * view.receivePower)
  );
};
