// "Leave this site": blank the page at once, forget the answers, and leave no way Back. Without JavaScript the link works
// as a link. Three presses of Shift do the same. What each browser was measured to do: docs/decisions/0026-leaving.md.
(() => {
  const HAS_LEFT = "left";
  const FAMILY_PAGES = /^\/(\w+\/support|team)\//;

  // Of this window alone, and only until somebody opens the site again. A browser may refuse it.
  const remembered = () => { try { return sessionStorage; } catch { return null; } };
  // To every other window of this site, which leaves too, and to pages kept for Back, which are dropped.
  const windows = new BroadcastChannel("leave");

  const leave = () => {
    windows.postMessage("");
    go();
  };

  const go = () => {
    const link = document.querySelector("[data-leave]");
    const fields = document.querySelectorAll("input:not([type=hidden]), textarea");
    document.body.hidden = true;
    window.speechSynthesis?.cancel();
    fields.forEach((field) => { field.checked = false; field.value = ""; });
    document.title = new URL(link.dataset.leave).hostname;
    document.body.replaceChildren();
    remembered()?.setItem(HAS_LEFT, "");
    navigator.sendBeacon(link.href);
    location.replace(link.dataset.leave);
  };

  windows.onmessage = () => { if (document.querySelector("[data-leave]")) go(); };

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
    if (isBack && remembered()?.getItem(HAS_LEFT) != null) leave();
    else if (wasKept && FAMILY_PAGES.test(location.pathname)) location.replace(location.pathname);
    else remembered()?.removeItem(HAS_LEFT);
  };
  addEventListener("pageshow", ({ persisted }) => { if (persisted) shown(true, true); });
  addEventListener("DOMContentLoaded", () => shown(performance.getEntriesByType("navigation")[0]?.type === "back_forward", false));
})();
