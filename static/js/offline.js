// "Save for offline": its buttons beside a page, the line on a saved page, and the list of what is saved. No service
// worker is registered before somebody presses Save.
(() => {
  if (!navigator.serviceWorker || !window.caches) return;

  const PREFIX = "saved "; // as in worker.js
  const root = document.documentElement;
  const part = (name, within = document) => within.querySelector(`[data-${name}]`);

  const date = (within, iso) => {
    const time = within.querySelector("time");
    if (!time) return;
    time.dateTime = iso;
    time.textContent = new Date(iso).toLocaleDateString(`${root.lang}-GB`, { dateStyle: "long", numberingSystem: "latn" });
  };

  const kept = async (path) => {
    const response = await caches.match(path, { cacheName: PREFIX + path });
    return response && new DOMParser().parseFromString(await response.text(), "text/html");
  };
  const keptPaths = async () => {
    const paths = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
    return paths.filter((path) => !path.endsWith("/offline/"));
  };

  const sayNoSignal = (line) => {
    if (!line || !root.dataset.savedOn) return;
    date(line, root.dataset.savedOn);
    line.hidden = false;
    document.querySelector("main").prepend(line);
  };

  // Saving

  const send = async (paths, onPage) => {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      const results = [];
      port1.onmessage = ({ data }) => {
        onPage(results.push(data));
        if (results.length === paths.length) resolve(results.every(Boolean));
      };
      active.postMessage(paths, [port2]);
    });
  };

  const save = async (box, button) => {
    const bar = box.querySelector("progress");
    const status = box.querySelector("[role=status]");
    const paths = [`/${root.lang}/offline/`, ...button.dataset.paths.split(" ")];
    status.textContent = box.dataset.saving;
    Object.assign(bar, { hidden: false, max: paths.length, value: 0 });
    const done = await send(paths, (number) => { bar.value = number; }).catch(() => false);
    bar.hidden = true;
    status.textContent = done ? box.dataset.saved : box.dataset.failed;
  };

  const offerToSave = async (box) => {
    if (!box) return;
    const buttons = box.querySelectorAll("[data-paths]");
    buttons.forEach((button) => button.addEventListener("click", () => save(box, button)));
    box.hidden = false;
    const page = await kept(buttons[0].dataset.paths);
    if (!page) return;
    date(part("kept", box), page.documentElement.dataset.savedOn);
    part("kept", box).hidden = false;
  };

  // The list

  const forget = async (path) => {
    await caches.delete(PREFIX + path);
    if (!(await keptPaths()).length) await forgetAll();
  };
  const forgetAll = async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  };

  const item = (template, path, page, onRemove) => {
    const entry = template.content.cloneNode(true);
    const link = entry.querySelector("a");
    const title = page.querySelector("h1").textContent;
    const words = page.querySelector("main[lang]") || page.documentElement;
    Object.assign(link, { href: path, textContent: title, lang: words.lang, dir: words.dir });
    Object.assign(entry.querySelector(".visually-hidden"), { textContent: title, lang: words.lang });
    date(entry, page.documentElement.dataset.savedOn);
    entry.querySelector("button").addEventListener("click", () => onRemove(path));
    return entry;
  };

  const list = async (box) => {
    if (!box) return;
    const template = box.querySelector("template");
    const status = box.querySelector("[role=status]");
    const all = part("all", box);
    const show = async () => {
      const pages = await Promise.all((await keptPaths()).map(async (path) => [path, await kept(path)]));
      const entries = pages.filter(([, page]) => page).map(([path, page]) => item(template, path, page, (it) => remove(forget(it))));
      template.parentElement.replaceChildren(template, ...entries);
      part("none", box).hidden = entries.length > 0;
      all.hidden = !entries.length;
    };
    const remove = async (removing) => {
      await removing;
      await show();
      status.textContent = box.dataset.removed;
      status.focus();
    };
    all.querySelector("button").addEventListener("click", () => remove(forgetAll()));
    await show();
    part("needs-script").hidden = true;
    box.hidden = false;
  };

  sayNoSignal(part("no-signal"));
  offerToSave(part("save"));
  list(part("saved-pages"));
})();
