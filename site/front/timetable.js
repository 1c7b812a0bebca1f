// What only the reader's clock can say: which day comes next. And one view at a time, by its name in the address.
const days = [...document.querySelectorAll("article.day")]
const views = [...document.querySelectorAll("section.view")]
const next = document.getElementById("next")

const dateThere = new Intl.DateTimeFormat("en-CA", { timeZone: next.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" })
const midday = (date) => Date.parse(`${date}T12:00:00Z`)
const daysUntil = (date, now) => Math.round((midday(date) - midday(dateThere.format(now))) / 86400000)

const soon = (day, now) => {
  if (new Date(day.dataset.begins) <= now) return next.dataset.now
  const left = daysUntil(day.dataset.date, now)
  if (left <= 0) return next.dataset.today
  return left === 1 ? next.dataset.tomorrow : next.dataset.inDays.replace("{n}", left)
}

const tellNext = (now) => {
  const coming = days.find((day) => new Date(day.dataset.ends) > now)
  for (const day of days) {
    day.classList.toggle("over", new Date(day.dataset.ends) <= now)
    day.classList.toggle("coming", day === coming)
  }
  next.hidden = !coming
  document.getElementById("all-over").hidden = Boolean(coming) || days.length === 0
  if (!coming) return
  const copied = (selector) => [...coming.querySelector(selector).childNodes].map((node) => node.cloneNode(true))
  next.querySelector(".soon").textContent = soon(coming, now)
  next.querySelector(".what").replaceChildren(...copied("h3"))
  next.querySelector(".when").replaceChildren(...copied(".when"))
  next.querySelector(".where").replaceChildren(...copied(".where"))
  next.querySelector(".go").replaceChildren(...(coming.querySelector(".prepare") ? copied(".prepare") : []))
}

const viewOf = (target) => target?.closest("section.view") ?? views.find((view) => !view.hidden) ?? views[0]

const show = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const chosen = viewOf(target)
  for (const view of views) view.hidden = view !== chosen
  for (const link of document.querySelectorAll("nav.views a")) {
    if (link.hash === `#${chosen.id}`) link.setAttribute("aria-current", "true")
    else link.removeAttribute("aria-current")
  }
  if (target && chosen.contains(target)) target.scrollIntoView()
}

tellNext(new Date())
document.addEventListener("visibilitychange", () => document.hidden || tellNext(new Date()))
addEventListener("hashchange", show)
show()
