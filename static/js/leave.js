// "Leave this site": blank the page at once, forget the answers, and leave no way Back. Without JavaScript the link works
// as a link. Three presses of Shift do the same. What each browser was measured to do: docs/decisions/0026-leaving.md.
(() => {
  const HAS_LEFT = "left";
  const FAMILY_PAGES = /^\/(\w+\/support|team)\//;
  // A browser may lack or refuse either: one is left without it.
  const attempt = (make) => { try { return make(); } catch { return null; } };
  // Of this window alone, and only until somebody opens the site again.
  const remembered = attempt(() => sessionStorage);
  // To the other windows of this site, which leave too, and to pages kept for Back, which are dropped.
  const windows = attempt(() => new BroadcastChannel("leave"));

  const go = () => {
    const link = document.querySelector("[data-leave]");
    if (!link) return;
    const fields = document.querySelectorAll("input:not([type=hidden]), textarea");
    document.body.hidden = true;
    window.speechSynthesis?.cancel();
    fields.forEach((field) => { field.checked = false; field.value = ""; });
    document.title = new URL(link.dataset.leave).hostname;
    document.body.replaceChildren();
    remembered?.setItem(HAS_LEFT, "");
    navigator.sendBeacon(link.href);
    location.replace(link.dataset.leave);
  };
  const leave = () => {
    windows?.postMessage("");
    go();
  };
  if (windows) windows.onmessage = go;

  addEventListener("click", (event) => {
    if (!event.target.closest("[data-leave]")) return;
    event.preventDefault();
    leave();
  });

  let presses = [];
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (presses.length === 3 && document.querySelector("[data-leave]")) leave();
  });

  // Somebody who left and goes Back to a page read before is led away again. A page of answers that was kept in memory
  // is asked for anew: replaced, not reloaded, since a reload would post again.
  const shown = (isBack, wasKept) => {
    if (isBack && remembered && remembered.getItem(HAS_LEFT) !== null) go();
    else if (wasKept && FAMILY_PAGES.test(location.pathname)) location.replace(location.pathname);
    else remembered?.removeItem(HAS_LEFT);
  };
  const wentBack = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  addEventListener("pageshow", ({ persisted }) => { if (persisted) shown(true, true); });
  addEventListener("DOMContentLoaded", () => shown(wentBack(), false));
})();
