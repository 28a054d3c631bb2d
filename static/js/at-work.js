// Typing and scrolling count as being there, as clicks do; who is away finds the way in, not what a family told.
(() => {
  const { here, login } = document.currentScript.dataset;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  // What a form answered with is gone on Back and on loading anew: both lead to the page itself.
  const page = document.querySelector("[data-page]")?.dataset.page;
  if (page) history.replaceState(null, "", page);

  const IDLE = 15 * 60_000;
  const OFTEN = 60_000;
  let seen = Date.now();
  let told = seen;

  async function tell() {
    told = Date.now();
    const headers = { "X-CSRFToken": token };
    const answer = await fetch(here, { method: "POST", headers, redirect: "manual" }).catch(() => null);
    if (answer && !answer.ok) location.replace(login);
  }

  for (const kind of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(kind, () => {
      seen = Date.now();
      if (seen - told > OFTEN) tell();
    }, { passive: true });
  }
  setInterval(() => { if (Date.now() - seen > IDLE) location.replace(login); }, 5_000);
})();
