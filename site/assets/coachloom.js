// What the theme leaves to a mouse below a width of 1,220 px, for the keyboard too. The pages read without it.
const opens = (button) => document.getElementById(button.dataset.toggle)
const buttons = [...document.querySelectorAll("button[data-toggle]")]

for (const button of buttons) {
  const toggle = opens(button)
  const tell = () => {
    button.setAttribute("aria-expanded", String(toggle.checked))
    if (toggle.id === "__drawer") keepFocusInMenu(toggle.checked)
  }
  toggle.addEventListener("change", tell)
  tell()
  button.addEventListener("click", () => {
    toggle.click()
    if (toggle.checked) setTimeout(() => toggle.checked && first(toggle.id)?.focus(), 60)
    else buttons.find((one) => opens(one) === toggle).focus()
  })
}

function first(toggle) {
  if (toggle === "__drawer") return document.querySelector(".md-nav--primary .md-nav__list a")
  if (toggle === "__search") return document.querySelector(".md-search__input")
  return null
}

// While the menu lies over the page, nothing below it takes the focus; the menu has a button that closes it.
function keepFocusInMenu(open) {
  const below = ".md-skip, .md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-top, .md-footer"
  for (const part of document.querySelectorAll(below)) {
    part.inert = open
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const button of buttons) {
    const toggle = opens(button)
    if (toggle.checked && first(toggle.id)) {
      toggle.click()
      button.focus()
    }
  }
})

// A table that is wider than its page can be moved by keys, and says what it is.
function nameWideTables() {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    const wide = wrap.scrollWidth > wrap.clientWidth + 1
    if (wide) {
      wrap.tabIndex = 0
      wrap.setAttribute("role", "region")
      wrap.setAttribute("aria-label", headingBefore(wrap))
    } else {
      wrap.removeAttribute("tabindex")
      wrap.removeAttribute("role")
      wrap.removeAttribute("aria-label")
    }
  }
}

function headingBefore(node) {
  const headings = [...document.querySelectorAll("article :is(h1, h2, h3)")]
  const before = headings.filter((one) => one.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)
  return before.at(-1)?.firstChild.textContent.trim() || document.title
}

// On phones the style shows plans as lists, and some browsers then take them for tables no longer. HTML itself may
// not repeat what a table is.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TH: "columnheader", TD: "cell" }
for (const part of document.querySelectorAll(".as-list :is(table, thead, tbody, tr, th, td)")) {
  part.setAttribute("role", ROLES[part.tagName])
}

// An edition that is not the current one any more says so. Editions are listed newest first, and a pilot may stand first.
const older = document.querySelector(".coach-older")
if (older) {
  fetch(`${older.dataset.home}versions.json`)
    .then((answer) => answer.json())
    .then((versions) => {
      const current = versions.findIndex((one) => one.aliases.includes("current"))
      const here = versions.findIndex((one) => one.version === older.dataset.edition)
      older.querySelector("a").href = `${older.dataset.home}current/${older.dataset.page}${location.hash}`
      older.hidden = current < 0 || here <= current
    })
    .catch(() => {}) // read from elsewhere than its place beside other editions, a page keeps silent
}

// Zensical's search lives in a tree of its own, where some words are too pale to be read, and the focus cannot be seen.
const readable = new CSSStyleSheet()
readable.replaceSync(`
  [id$="-path"], [role="status"] { color: rgb(var(--color-foreground) / 0.8) !important; }
  :focus-visible { outline: 3px solid #ffdd00 !important; outline-offset: -3px !important; box-shadow: inset 0 0 0 5px #212b32 !important; }
`)

function makeSearchReadable() {
  for (const host of document.querySelectorAll("body > div")) {
    const inside = host.shadowRoot
    if (!inside || inside.adoptedStyleSheets.includes(readable)) continue
    inside.adoptedStyleSheets.push(readable)
    new MutationObserver(() => letResultsScroll(inside)).observe(inside, { childList: true, subtree: true })
  }
}

// Its list of results scrolls, and has to be reached to be scrolled by keys.
function letResultsScroll(inside) {
  const list = inside.querySelector("[role=listbox]")
  if (list) list.parentElement.tabIndex = 0
}

function tidy() {
  nameWideTables()
  makeSearchReadable()
}

new MutationObserver(tidy).observe(document.body, { childList: true, subtree: true })
addEventListener("resize", nameWideTables)
tidy()
