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
  button.addEventListener("click", () => {
    toggle.click()
    if (toggle.checked) setTimeout(() => first(toggle.id)?.focus(), 60)
  })
}

function first(toggle) {
  const inside = toggle === "__drawer" ? ".md-nav--primary .md-nav__list a, .md-nav--primary label" : ".md-search__input"
  return document.querySelector(inside)
}

// While the menu lies over the page, nothing below it takes the focus.
function keepFocusInMenu(open) {
  for (const below of document.querySelectorAll(".md-content, .md-footer, .md-tabs, .md-sidebar--secondary")) {
    below.inert = open
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return
  for (const button of buttons) {
    const toggle = opens(button)
    if (toggle.checked) {
      toggle.click()
      button.focus()
    }
  }
})

// A table that is wider than its page can be moved by keys, and says what it is.
function nameWideTables() {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    const wide = wrap.scrollWidth > wrap.clientWidth + 1
    wrap.toggleAttribute("tabindex", wide)
    if (wide) {
      wrap.tabIndex = 0
      wrap.setAttribute("role", "region")
      wrap.setAttribute("aria-label", headingBefore(wrap))
    } else {
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

new MutationObserver(nameWideTables).observe(document.body, { childList: true, subtree: true })
addEventListener("resize", nameWideTables)
nameWideTables()
