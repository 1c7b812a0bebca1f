// Leads on to where a page stands now, with the place on it that the link named; without scripts the page does it.
const to = document.querySelector("link[rel=canonical]").href
const anchors = JSON.parse(document.currentScript.dataset.anchors ?? "{}")
const anchor = decodeURIComponent(location.hash.slice(1))
location.replace(Object.hasOwn(anchors, anchor) ? new URL(anchors[anchor], location.href) : to + location.search + location.hash)
