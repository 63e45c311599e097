// Lighthouse on pages of a site, as lighthouse.py asks for it: standard input has {"chromium", "switches", "visits"} in
// JSON, each visit {"url", "open"} with the selector of what opens the search there, or "". Standard output has a line of
// JSON for each report: {"url", "state", "slowdown", "fair", "scores", "failed", "error"}.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { startFlow } from "lighthouse";
import { pageFunctions } from "lighthouse/core/lib/page-functions.js";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
// What else the machine does only ever slows a page down: a page that is whole twice is whole. Less than whole counts where
// the machine was at its best before and after, or nearly: other runs are repeated while there is time.
const RUNS = 5;
const ENOUGH = 2;
const NEARLY = 0.8;
const PATIENCE = 200_000; // milliseconds, for all pages
const FELT = "interaction-to-next-paint"; // counts only where something is done
const SETTLED = 1500; // milliseconds: the search is open and has its index
const QUIET = 500; // milliseconds: the pages are static; Lighthouse waits two or three times as long by itself
// By Lighthouse's documentation a strong desktop, of benchmark index 1500, slowed four times runs as a middling phone does.
const PHONE = 1500 / 4;
// The best that this machine has shown: it is never faster than it is, and slower while it does something else.
let pace = 0;
const late = Date.now() + PATIENCE;

const { chromium, switches, visits } = JSON.parse(readFileSync(0, "utf8"));
const browser = await puppeteer.launch({ executablePath: chromium, args: switches });
try {
  for (const visit of visits) await examine(visit);
} finally {
  await browser.close();
}

async function examine({ url, open }) {
  await repeated((categories) => withFlow(url, "loaded", categories, (flow) => flow.navigate(url)));
  if (!open) return;
  await repeated((categories) => withFlow(url, "while the search opens", categories, async (flow, page) => {
    await page.goto(url);
    await flow.startTimespan();
    await opened(page, open);
    await flow.endTimespan();
  }));
  await withFlow(url, "with the search open", CATEGORIES, async (flow, page) => {
    await page.goto(url);
    await opened(page, open);
    await flow.snapshot();
  });
}

// Runs until enough of them are whole, or as many as may be were fair. All but performance is the same in each.
async function repeated(run) {
  let whole = 0;
  let fair = 0;
  for (let tried = 0; whole < ENOUGH && fair < RUNS && (tried < ENOUGH || Date.now() < late); tried += 1) {
    const told = await run(tried ? ["performance"] : CATEGORIES);
    whole += told.scores.performance === 100;
    fair += told.fair;
  }
}

async function opened(page, open) {
  await page.click(open);
  await new Promise((settled) => setTimeout(settled, SETTLED));
}

async function withFlow(url, state, categories, act) {
  const before = await speed();
  pace = Math.max(pace, before);
  const slowdown = Math.min(4, Math.max(1, pace / PHONE));
  const page = await browser.newPage();
  const flow = await startFlow(page, { flags: flagsOf(categories, slowdown) });
  await act(flow, page);
  const [{ lhr }] = (await flow.createFlowResult()).steps;
  await page.close();
  const after = await speed();
  pace = Math.max(pace, after);
  const told = { url, state, slowdown, fair: Math.min(before, after) >= NEARLY * pace, ...summary(lhr) };
  console.log(JSON.stringify(told));
  return told;
}

// How fast the machine is now, by Lighthouse's benchmark index.
async function speed() {
  const page = await browser.newPage();
  const index = await page.evaluate(pageFunctions.computeBenchmarkIndex);
  await page.close();
  return index;
}

function flagsOf(onlyCategories, cpuSlowdownMultiplier) {
  const throttling = { rttMs: 150, throughputKbps: 1638.4, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0, cpuSlowdownMultiplier };
  const waits = { pauseAfterFcpMs: QUIET, pauseAfterLoadMs: QUIET, networkQuietThresholdMs: QUIET, cpuQuietThresholdMs: QUIET };
  return { onlyCategories, throttling, ...waits, logLevel: "silent", disableFullPageScreenshot: true };
}

// The score of each category in hundredths, and what cost any. A report on something else than loading has no scores of
// its own: there the share of what passes is taken, counting what a reader feels and leaving out mere advice.
function summary({ gatherMode, categories, audits, runtimeError }) {
  const scores = {};
  const failed = [];
  for (const [name, { auditRefs, score }] of Object.entries(categories)) {
    const counted = auditRefs.filter(({ id, weight }) => (weight > 0 || id === FELT) && audits[id] && audits[id].score !== null);
    const lost = counted.filter(({ id }) => audits[id].score < 0.9);
    const share = counted.length ? 1 - lost.length / counted.length : null;
    const found = gatherMode === "navigation" ? score : share;
    if (found !== null) scores[name] = Math.round(found * 100);
    if (scores[name] < 100) failed.push(...counted.filter(({ id }) => audits[id].score < 1).map(({ id }) => wordsOf(audits[id])));
  }
  return { scores, failed, error: runtimeError ? runtimeError.message : "" };
}

function wordsOf({ id, title, displayValue, details }) {
  const places = (details?.items || []).map(({ node }) => node?.snippet).filter(Boolean);
  return [`${id}: ${title}`, displayValue, ...places.slice(0, 3)].filter(Boolean).join("; ");
}
