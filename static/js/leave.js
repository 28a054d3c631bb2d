// "Leave this site": blank the page at once, forget the answers, and leave no way Back. Without JavaScript the link works
// as a link. Three presses of Shift do the same. What was measured: location.href lets Back restore the page and its text.
(() => {
  const link = document.querySelector("[data-leave]");
  if (!link) return;

  const leave = () => {
    document.body.hidden = true;
    window.speechSynthesis?.cancel();
    document.querySelectorAll("form").forEach((form) => form.reset());
    document.querySelectorAll("input, textarea").forEach((field) => { if (field.type !== "hidden") field.value = ""; });
    document.body.replaceChildren();
    navigator.sendBeacon(link.href);
    location.replace(link.dataset.leave);
  };

  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });

  let presses = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") { presses = []; return; }
    presses = [...presses.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (presses.length === 3) leave();
  });

  // A page kept in memory for Back is shown again as it was left. Replaced, not reloaded: a reload would post again.
  addEventListener("pageshow", (event) => {
    if (event.persisted && /^\/(\w+\/support|team)\//.test(location.pathname)) location.replace(location.pathname);
  });
})();
