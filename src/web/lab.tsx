// The page: set up on the left, what comes of it on the right; one column on a phone.
import { ComparePanel } from "./compare/compare-panel.tsx";
import { grouped } from "./draw/ticks.ts";
import { ExportMenu } from "./export/export-menu.tsx";
import { PolicyPanel } from "./policy/policy-panel.tsx";
import { MethodCards } from "./setup/method-cards.tsx";
import { Setup } from "./setup/setup.tsx";
import { notices } from "./state/notices.ts";
import { running, world, worldFault } from "./state/results.ts";
import { stopRun } from "./state/session.ts";
import { change, settings, TABS, type Tab } from "./state/settings.ts";
import { switchTheme, theme } from "./state/theme.ts";
import { RunPanel } from "./timeline/run-panel.tsx";

const TAB_NAMES: Record<Tab, string> = { run: "One run", compare: "Compare", policy: "Own policy" };

const several = (count: number, noun: string) => `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;

function Header() {
  const now = world.value;
  return (
    <header class="top">
      <h1>
        mec-offload <span>lab</span>
      </h1>
      <p class="world-line">
        {now === null
          ? "…"
          : `${now.name}: ${several(now.devices, "device")}, ${now.jobs === null ? "jobs over time" : several(now.jobs, "job")}, ${several(now.servers, "server")}`}
      </p>
      <Activity />
      <ExportMenu />
      <button type="button" class="quiet" onClick={switchTheme} aria-label="Switch between light and dark">
        {theme.value === "dark" ? "Light" : "Dark"}
      </button>
    </header>
  );
}

/** What is being computed, and a way to stop it. */
function Activity() {
  const now = running.value;
  return (
    <div class="activity" role="status" aria-live="polite">
      {now !== null && (
        <>
          <span class="hint">
            policy {Math.min(now.of, Math.floor(now.done) + 1)} of {now.of}
          </span>
          <progress max={now.of} value={now.done} aria-label="progress of the run" />
          <button type="button" class="quiet" onClick={stopRun}>
            Stop
          </button>
        </>
      )}
    </div>
  );
}

function Tabs() {
  const { tab } = settings.value;
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length];
    change({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={step}>
      {TABS.map((name) => (
        <button
          type="button"
          role="tab"
          id={`tab-${name}`}
          key={name}
          aria-selected={tab === name}
          aria-controls="view"
          tabIndex={tab === name ? 0 : -1}
          onClick={() => change({ tab: name })}
        >
          {TAB_NAMES[name]}
        </button>
      ))}
    </div>
  );
}

export function Lab() {
  const { tab } = settings.value;
  return (
    <>
      <Header />
      <main class="lab">
        <Setup />
        <div class="results">
          {notices.value.map((notice) => (
            <p class="notice" role="alert" key={notice}>
              {notice}
            </p>
          ))}
          {worldFault.value !== null && world.value !== null && (
            <p class="notice">
              What stands here is of the last network without an error: {world.value.name}.
            </p>
          )}
          <MethodCards />
          <Tabs />
          <div id="view" role="tabpanel" aria-labelledby={`tab-${tab}`} class="view">
            {tab === "run" && <RunPanel />}
            {tab === "compare" && <ComparePanel />}
            {tab === "policy" && <PolicyPanel />}
          </div>
        </div>
      </main>
    </>
  );
}
