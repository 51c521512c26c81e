// Erlang's two formulas: the chance to find all servers busy, when such jobs are lost and when they wait.

/**
 * Erlang B: the share of jobs lost by `servers` servers without a waiting place, B(0) = 1,
 * B(c) = a B(c-1) / (c + a B(c-1)). Holds for any law of the service time (insensitivity).
 * Erlang 1917; the recursion as in Cooper 1981, Introduction to Queueing Theory, section 3.3.
 * @param load offered load a = arrival rate x mean service time, in Erlang
 */
export function erlangB(servers: number, load: number): number {
  let blocking = 1;
  for (let c = 1; c <= servers; c++) blocking = (load * blocking) / (c + load * blocking);
  return blocking;
}

/**
 * Erlang C: the share of jobs that wait in M/M/c, C = B / (1 - rho (1 - B)), rho = load / servers.
 * 1 at a load of `servers` or more. Cooper 1981, section 3.4.
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  const blocking = erlangB(servers, load);
  return blocking / (1 - (load / servers) * (1 - blocking));
}
