// Added to pages while they are previewed: loads a page again when it has changed, where the reader was on it,
// and shows what is wrong with the files.
const script = document.currentScript
const here = location.pathname
const place = `coachloom ${here}`
let told = ""

const kept = sessionStorage.getItem(place)
if (kept !== null) {
  sessionStorage.removeItem(place)
  addEventListener("load", () => scrollTo({ top: Number(kept), behavior: "instant" }))
}

// A browser keeps few connections to one address, so pages that nobody sees ask for nothing.
function shown() {
  return new Promise((go) => {
    if (!document.hidden) return go()
    document.addEventListener("visibilitychange", go, { once: true })
  })
}

async function news() {
  const leaving = new AbortController()
  const hidden = () => document.hidden && leaving.abort()
  document.addEventListener("visibilitychange", hidden)
  try {
    const asked = new URLSearchParams({ path: here, page: script.dataset.page, told })
    const answer = await fetch(`${script.dataset.news}?${asked}`, { signal: leaving.signal })
    return await answer.json()
  } finally {
    document.removeEventListener("visibilitychange", hidden)
  }
}

function box(heading, text) {
  document.getElementById("coachloom-problems")?.remove()
  if (!text) return
  const found = document.createElement("section")
  found.id = "coachloom-problems"
  found.setAttribute("role", "alert")
  found.append(Object.assign(document.createElement("p"), { textContent: heading }))
  found.append(Object.assign(document.createElement("pre"), { textContent: text, tabIndex: 0 }))
  document.body.prepend(found)
}

async function follow() {
  for (;;) {
    await shown()
    try {
      const now = await news()
      if (now.page !== script.dataset.page) {
        sessionStorage.setItem(place, String(scrollY))
        location.reload()
        return
      }
      if (now.told !== told) {
        told = now.told
        box(now.heading, now.text)
      }
    } catch {
      await new Promise((go) => setTimeout(go, document.hidden ? 0 : 1000)) // the preview was ended, or starts again
    }
  }
}

follow()
