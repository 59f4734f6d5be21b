// Shows one part of the page after the other: a ring around it, and a card that says what it is.
const KNOWN = "attune-toured"
const NEAR = 12  // px between what is shown and its card

const known = () => { try { return localStorage.getItem(KNOWN) === "1" } catch { return false } }
const know = () => { try { localStorage.setItem(KNOWN, "1") } catch { /* a browser that keeps nothing asks again */ } }

const styled = (tag, style, parent) => {
    const made = document.createElement(tag)
    Object.assign(made.style, style)
    parent.append(made)
    return made
}

function begin(data, offer, colours, ends) {
    const layer = { position: "fixed", zIndex: 999990, boxSizing: "border-box" }
    const ring = styled("div", {
        ...layer, pointerEvents: "none", borderRadius: "14px", border: `3px solid ${colours.primary}`,
        boxShadow: `0 0 0 200vmax ${colours.shade}`,
    }, document.body)
    const card = styled("section", {
        ...layer, width: "min(22rem, calc(100vw - 1.5rem))", padding: "1rem", borderRadius: "14px",
        color: colours.text, background: colours.ground, border: `1px solid ${colours.border}`,
        font: `1rem/1.45 ${colours.font}`,
    }, document.body)
    card.className = "st-key-tour-card"
    card.setAttribute("role", "dialog")
    card.setAttribute("aria-label", data.words.label)
    const says = styled("p", { margin: "0 0 0.75rem" }, card)
    says.setAttribute("aria-live", "polite")
    const row = styled("div", { display: "flex", gap: "0.5rem", alignItems: "center" }, card)
    const button = (name, does) => {
        const made = styled("button", {
            minHeight: "2.25rem", padding: "0 0.9rem", borderRadius: "999px", font: "inherit", cursor: "pointer",
            color: name === "next" ? colours.ground : colours.text,
            background: name === "next" ? colours.primary : "transparent",
            border: `1px solid ${name === "next" ? colours.primary : colours.border}`,
        }, row)
        made.type = "button"
        made.className = `st-key-tour-${name}`
        made.textContent = data.words[name]
        made.onclick = does
        return made
    }
    let at = 0, since = Date.now(), byHand = false
    const go = step => { byHand = true; show(at + step) }
    const skip = button("skip", () => end())
    const count = styled("span", { marginLeft: "auto", fontSize: "0.875rem" }, row)
    const back = button("back", () => go(-1))
    const next = button("next", () => go(1))

    const there = stop => [...document.querySelectorAll(stop.at)].find(one => one.getClientRects().length)
    function show(number) {
        const step = number < at ? -1 : 1
        while (data.stops[number] && !there(data.stops[number])) number += step
        if (number < 0) return
        if (!data.stops[number]) return end()
        at = number
        since = Date.now()
        says.textContent = data.stops[at].says
        count.textContent = `${at + 1} / ${data.stops.length}`
        back.disabled = at === 0
        back.style.visibility = at ? "visible" : "hidden"
        next.textContent = at + 1 === data.stops.length ? data.words.done : data.words.next
        there(data.stops[at]).scrollIntoView({ block: "nearest" })
        place()
    }
    function place() {
        const shown = there(data.stops[at])
        if (!shown) return
        const box = shown.getBoundingClientRect(), high = window.innerHeight, wide = window.innerWidth
        const top = Math.max(box.top - 6, 3), bottom = Math.min(box.bottom + 6, high - 3)
        Object.assign(ring.style, {
            left: `${Math.max(box.left - 6, 3)}px`, top: `${top}px`, height: `${Math.max(bottom - top, 0)}px`,
            width: `${Math.min(box.width + 12, wide - 6)}px`,
        })
        const size = card.getBoundingClientRect()
        const below = bottom + NEAR + size.height < high ? bottom + NEAR : null
        const above = top - NEAR - size.height > 0 ? top - NEAR - size.height : null
        card.style.top = `${below ?? above ?? high - size.height - NEAR}px`
        card.style.left = `${Math.max(Math.min(box.left, wide - size.width - NEAR), NEAR)}px`
    }
    const timer = setInterval(() => {
        if (!byHand && Date.now() - since >= 1000 * data.seconds) show(at + 1)
        else place()
    }, 250)
    const keyed = event => {
        if (event.key === "Escape") end()
        if (event.key === "ArrowRight") go(1)
        if (event.key === "ArrowLeft") go(-1)
    }
    document.addEventListener("keydown", keyed)
    function end() {
        clearInterval(timer)
        document.removeEventListener("keydown", keyed)
        ring.remove()
        card.remove()
        ends()
    }
    show(0)
    next.focus({ preventScroll: true })
    return end
}

export default function ({ data, parentElement }) {
    const find = name => parentElement.querySelector(name)
    const offer = find(".offer"), start = find(".begin"), aside = find(".aside")
    const draw = () => {
        offer.classList.toggle("known", known())
        start.textContent = known() ? data.words.again : data.words.begin
        aside.setAttribute("aria-label", data.words.skip)
    }
    draw()
    aside.onclick = () => { know(); draw() }
    start.onclick = () => {
        if (parentElement.ends) return
        know()
        const style = getComputedStyle(start), page = getComputedStyle(document.querySelector("[data-testid=stApp]"))
        const own = name => style.getPropertyValue(name)
        const colours = {
            primary: own("--st-primary-color"), text: page.color, ground: page.backgroundColor,
            border: own("--st-border-color"), font: own("--st-font"), shade: "rgb(0 0 0 / 45%)",
        }
        parentElement.ends = begin(data, offer, colours, () => {
            parentElement.ends = null
            draw()
            start.focus({ preventScroll: true })
        })
    }
    return () => parentElement.ends?.()
}
