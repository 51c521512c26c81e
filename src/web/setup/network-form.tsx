// The network in numbers: work, jobs and how they arrive, devices, servers, links. A view of the file's own data.
import { DISCIPLINES, IDLE_RULES, RADIO_MODES } from "../../model/network-rules.ts";
import { ChoiceField, edit, formData, NumberField } from "./field.tsx";
import { type Path, valueAt } from "./path.ts";
import { ARRIVALS, DISTRIBUTIONS, VariantField } from "./variant-field.tsx";

const has = (data: unknown, path: Path) => valueAt(data, path) !== undefined;
const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Where a scenario keeps its jobs: for the network as a whole, or for the first group of devices. */
function jobsPath(data: unknown): Path | null {
  const places: Path[] = [["jobs"], ["devices", 0, "jobs"]];
  return places.find((path) => isObject(valueAt(data, path))) ?? null;
}

function arrivalsPath(data: unknown, jobs: Path | null): Path | null {
  const places: Path[] = [["arrivals"], ["devices", 0, "arrivals"]];
  if (jobs !== null) places.push([...jobs, "arrivals"]);
  return places.find((path) => has(data, path)) ?? null;
}

function Jobs({ data }: { data: unknown }) {
  const jobs = jobsPath(data);
  const arrivals = arrivalsPath(data, jobs);
  const perDevice = arrivals !== null && arrivals[0] === "devices";
  return (
    <fieldset>
      <legend>Jobs</legend>
      {arrivals !== null && (
        <VariantField
          label={perDevice ? "Arrivals at each device" : "Arrivals"}
          path={arrivals}
          unit=""
          forms={ARRIVALS}
          constant={false}
        />
      )}
      {jobs !== null && (
        <VariantField label="Size" path={[...jobs, "sizeMB"]} unit="MB" forms={DISTRIBUTIONS} constant />
      )}
      <NumberField label="Work" path={["work", "instructionsPerBit"]} unit="instr/bit" />
      <NumberField label="Output reduction, π" path={["outputReduction"]} />
      <NumberField label="Horizon" path={["horizonS"]} unit="s" placeholder="none" />
    </fieldset>
  );
}

function Devices({ data, scenario }: { data: unknown; scenario: boolean }) {
  const groups = (valueAt(data, ["devices"]) as unknown[] | undefined) ?? [];
  if (!Array.isArray(groups)) return null;
  const shown = groups.slice(0, 20);
  return (
    <fieldset>
      <legend>Devices</legend>
      {shown.map((_, g) => {
        const id = valueAt(data, ["devices", g, "id"]);
        return (
          <div class="group" key={g}>
            {groups.length > 1 && <h4>{String(id ?? `group ${g + 1}`)}</h4>}
            {scenario && <NumberField label="Devices" path={["devices", g, "count"]} placeholder="1" />}
            <NumberField label="Speed" path={["devices", g, "speedIps"]} unit="instr/s" />
            <NumberField label="Cores" path={["devices", g, "cores"]} placeholder="1" />
            <NumberField label="Compute" path={["devices", g, "powerW", "compute"]} unit="W" />
            <NumberField label="Transmit" path={["devices", g, "powerW", "transmit"]} unit="W" />
            <NumberField
              label="Receive"
              path={["devices", g, "powerW", "receive"]}
              unit="W"
              placeholder="as transmit"
            />
            <NumberField label="Idle" path={["devices", g, "powerW", "idle"]} unit="W" />
          </div>
        );
      })}
      {groups.length > shown.length && (
        <p class="hint">and {groups.length - shown.length} more in the file</p>
      )}
    </fieldset>
  );
}

function Servers({ data, scenario }: { data: unknown; scenario: boolean }) {
  const servers = (valueAt(data, ["servers"]) as { id?: string }[] | undefined) ?? [];
  if (!Array.isArray(servers)) return null;
  const shown = servers.slice(0, 20);
  const add = () => {
    const ids = new Set(servers.map((server) => server.id));
    let number = servers.length + 1;
    while (ids.has(`m${number}`)) number++;
    edit(["servers", servers.length], { id: `m${number}`, speedIps: 3.68e10 });
  };
  return (
    <fieldset>
      <legend>Servers</legend>
      {shown.map((server, c) => (
        <div class="group" key={server?.id ?? c}>
          <h4>
            {String(server?.id ?? c)}
            {scenario && servers.length > 1 && (
              <button type="button" class="quiet" onClick={() => edit(["servers", c], undefined)}>
                Remove<span class="unseen"> server {server?.id}</span>
              </button>
            )}
          </h4>
          <NumberField label="Speed" path={["servers", c, "speedIps"]} unit="instr/s" />
          <NumberField label="Cores" path={["servers", c, "cores"]} placeholder="1" />
          <ChoiceField
            label="Discipline"
            path={["servers", c, "discipline"]}
            otherwise="fifo"
            choices={DISCIPLINES}
          />
          <NumberField label="Waiting places" path={["servers", c, "queueLimit"]} placeholder="no limit" />
        </div>
      ))}
      {servers.length > shown.length && (
        <p class="hint">and {servers.length - shown.length} more in the file</p>
      )}
      {scenario && (
        <button type="button" onClick={add}>
          Add a server
        </button>
      )}
    </fieldset>
  );
}

function Links({ data, scenario }: { data: unknown; scenario: boolean }) {
  const latency: Path = scenario ? ["links", "latencyS"] : ["latencyS"];
  return (
    <fieldset>
      <legend>Links and radio</legend>
      {scenario && has(data, ["links", "rateMbps"]) && (
        <VariantField label="Rate" path={["links", "rateMbps"]} unit="Mbps" forms={DISTRIBUTIONS} constant />
      )}
      {!scenario && <p class="hint">Rates of single links stand in the file.</p>}
      <NumberField label="Latency" path={latency} unit="s" placeholder="0" />
      <ChoiceField label="Radio" path={["radio"]} otherwise="half-duplex" choices={RADIO_MODES} />
      <ChoiceField label="Idle power" path={["idle"]} otherwise="while-waiting" choices={IDLE_RULES} />
    </fieldset>
  );
}

export function NetworkForm() {
  const data = formData();
  if (data === undefined) return null;
  const scenario = String(valueAt(data, ["format"])).startsWith("mec-offload/scenario");
  return (
    <details class="network">
      <summary>Network in numbers</summary>
      {scenario && <Jobs data={data} />}
      {!scenario && (
        <fieldset>
          <legend>Jobs</legend>
          <NumberField label="Work" path={["work", "instructionsPerBit"]} unit="instr/bit" />
          <NumberField label="Output reduction, π" path={["outputReduction"]} />
        </fieldset>
      )}
      <Servers data={data} scenario={scenario} />
      <Links data={data} scenario={scenario} />
      <Devices data={data} scenario={scenario} />
    </details>
  );
}
