// The beginning of the service worker (scripts/make_service_worker.mjs). It isolates the page, so that the CPU's engine may have several
// threads, where a static host sends no headers that would: on later visits, for the first one's page comes from the host.

/** The same as in www/public/_headers. */
const isolating = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "credentialless",
};

/** What browsers isolate: pages, and the scripts of their workers. */
const isolated = ["document", "iframe", "worker"];

/** @param {Response} response */
function withHeaders(response) {
  // What leads elsewhere stays as it is.
  if (response.status === 0) return response;
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolating)) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}

// Comes before the listener that answers.
self.addEventListener("fetch", (/** @type {FetchEvent} */ event) => {
  if (!isolated.includes(event.request.destination)) return;
  const { respondWith } = event;
  event.respondWith = (answer) => respondWith.call(event, Promise.resolve(answer).then(withHeaders));
});
