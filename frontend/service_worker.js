// Where there is no connection, the page says that nothing was checked. The browser's own page would say nothing of a stop.
const CACHE = "without-connection";
const PAGE = "/visits/without-connection/";
const BEFORE_ONE_GOES = /^\/(?:$|look-up\/|visits\/)/; // a report that is being written comes back by itself
const ASSETS = /(?:href|src)="(\/static\/[^"]+)"/g;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return; // what was typed is the browser's to send again
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate" && BEFORE_ONE_GOES.test(pathname))
    event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (pathname.startsWith("/static/"))
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
});

/** Keeps the page and what it is drawn with. Nothing about anybody stands in it. */
async function keep() {
  const answer = await fetch(PAGE, { cache: "no-store", redirect: "error" });
  if (!answer.ok) throw new Error(`${PAGE} was answered ${answer.status}`);
  const text = await answer.clone().text();
  const cache = await caches.open(CACHE);
  await cache.addAll([...text.matchAll(ASSETS)].map(([, address]) => address));
  await cache.put(PAGE, answer);
  await self.skipWaiting();
}
