// The questions and the form take one place in the history: each step takes the place of the one before, so that Back
// leads out of them at once. Without JavaScript every step is sent as forms are.
(() => {
  const isStep = (url) => url.origin === location.origin && /^\/\w+\/support\//.test(url.pathname);

  const send = async (form, button) => {
    const data = new FormData(form, button);
    const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
    const response = await fetch(button?.formAction || form.action, { method: "POST", body, headers: { "X-Step": "" } });
    const next = response.headers.get("X-Leads-To");
    if (!next) throw new Error("not taken");
    location.replace(next);
  };

  // What cannot be sent so, or was not taken, the browser sends itself and shows the answer.
  const sendAsForm = (form, button) => {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: button?.name, value: button?.value });
    if (button?.name) form.append(hidden);
    if (button) form.action = button.formAction;
    form.submit();
  };

  addEventListener("submit", (event) => {
    const { target: form, submitter: button } = event;
    if (form.method !== "post") return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    send(form, button).catch(() => sendAsForm(form, button));
  });

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || !(isStep(link) || link.closest(".languages"))) return;
    event.preventDefault();
    location.replace(link.href);
  });
})();
