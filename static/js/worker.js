// The service worker of "Save for offline", served as /sw.js. It exists only after somebody pressed Save, and keeps only
// what they saved: each page, with the styles, scripts and pictures it shows, in a cache of its own. To remove a page is
// to delete its cache.
const PREFIX = "saved "; // as in offline.js
const PATIENCE = 4000; // milliseconds to wait for the network before a saved page is shown instead
// Never kept and never answered: answers and referrals, groups as their editors see them, the teams, the CMS, the way out,
// the choice of language, documents.
const PRIVATE = /^\/(?:[a-z]{2,3}\/(?:support|my-groups)|team|cms|leave|choose|media\/documents)(?:\/|$)/;
const FILES = /<img[^>]+src="(\/(?:static|media)\/[^"]+)"|(?:src|href)="(\/static\/[^"]+)"/g;
const SHOWN = ["style", "script", "image"];

addEventListener("install", () => skipWaiting());

addEventListener("message", (event) => event.waitUntil(save(event.data, event.ports[0])));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || search || PRIVATE.test(pathname)) return;
  if (request.mode === "navigate") answer(event, pathname);
  else if (SHOWN.includes(request.destination)) event.respondWith(file(request));
});

async function save(paths, port) {
  for (const path of paths) port.postMessage(await saveOne(path));
}

async function saveOne(path) {
  const wasSaved = await caches.has(PREFIX + path);
  try {
    if (PRIVATE.test(path)) return false;
    await keep(path, await fetch(path, { credentials: "omit" }), true);
    return true;
  } catch {
    if (!wasSaved) await caches.delete(PREFIX + path);
    return false;
  }
}

// The kept copy says when it was saved, so that the page can say it when there is no signal.
async function keep(path, response, isNew) {
  if (response.status !== 200 || response.redirected) throw new Error(`not a page to keep: ${path}`);
  const html = await response.text();
  const files = await Promise.all([...html.matchAll(FILES)].map((found) => found[1] || found[2]).map(withContent));
  // Removed in the meantime: stays removed.
  if (!isNew && !(await caches.has(PREFIX + path))) return;
  const cache = await caches.open(PREFIX + path);
  for (const old of await cache.keys()) await cache.delete(old);
  await Promise.all(files.filter(([, content]) => content.ok).map(([address, content]) => cache.put(address, content)));
  await cache.put(path, stamped(html, response.headers));
}

async function withContent(address) {
  return [address, (await caches.match(address, { ignoreVary: true })) || (await fetch(address))];
}

function stamped(html, original) {
  const headers = new Headers(original);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  return new Response(html.replace("<html ", `<html data-saved-on="${new Date().toISOString()}" `), { headers });
}

function answer(event, path) {
  const fresh = fetch(event.request);
  const copy = fresh.then((response) => response.clone());
  event.waitUntil(refresh(path, copy).catch(() => {}));
  event.respondWith(freshOrKept(path, fresh.catch(() => null)));
}

async function freshOrKept(path, fresh) {
  const kept = await keptPage(path);
  if (!kept) return (await fresh) || noSignal(path);
  const response = await Promise.race([fresh, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  return response && response.status < 500 ? response : kept;
}

// A page that was taken down must not live on in a phone.
async function refresh(path, copy) {
  const response = await copy;
  if (response.status === 404 || response.status === 410) await caches.delete(PREFIX + path);
  else if (await caches.has(PREFIX + path)) await keep(path, response, false);
}

function keptPage(path) {
  return caches.match(path, { cacheName: PREFIX + path });
}

async function noSignal(path) {
  const own = `/${path.split("/")[1]}/offline/`;
  const any = (await caches.keys()).find((name) => name.endsWith("/offline/")) || "";
  return (await keptPage(own)) || (await keptPage(any.slice(PREFIX.length))) || Response.error();
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}
