const GLIDES_EVERY = 350  // ms
const STEP = 0.1
const COLOURS = ["#4A76B0", "#8AA6CB", "#B9B4AC", "#E8B27C", "#E08A4B"]
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }

const clip = value => Math.max(-1, Math.min(1, value))
const across = valence => 50 + 46 * valence
const down = arousal => 50 - 46 * arousal
const colour = valence => COLOURS[Math.round((clip(valence) + 1) * 2)]

function put(element, [valence, arousal]) {
    element.style.left = `${across(valence)}%`
    element.style.top = `${down(arousal)}%`
    return element
}

function named(label) {
    const word = document.createElement("span")
    word.textContent = label
    return word
}

const DASHES = { path: "3 5", likely: "1 4" }
const line = (steps, kind, opacity) => `<path d="M${steps.map(([x, y]) => `${across(x)} ${down(y)}`).join("L")}"
    stroke="currentColor" stroke-opacity="${opacity}" stroke-dasharray="${DASHES[kind]}" stroke-linecap="round" fill="none"/>`

function lines({ here, uncertainty, trail, path, likely }) {
    const parts = ['<path d="M4 50H96M50 4V96" stroke="currentColor" stroke-opacity=".25" fill="none"/>']
    if (here) {
        for (const radius of [5 + 10 * uncertainty, 8 + 15 * uncertainty]) {
            parts.push(`<ellipse cx="${across(here[0])}" cy="${down(here[1])}" rx="${radius}" ry="${radius}"
                fill="${colour(here[0])}" fill-opacity=".15"/>`)
        }
    }
    for (let at = 1; at < trail.length; at++) {
        const [x, y, age] = trail[at], [from, high] = trail[at - 1]
        parts.push(`<path d="M${across(from)} ${down(high)}L${across(x)} ${down(y)}" stroke="${colour(x)}"
            stroke-width="2.5" stroke-linecap="round" stroke-opacity="${0.85 * (1 - age) ** 1.5}" fill="none"/>`)
    }
    if (path.length > 1) parts.push(line(path, "path", 0.6))
    if (likely) parts.push(line([here, likely], "likely", 0.9))
    return parts.join("")
}

function marks({ path, target, likely }) {
    const steps = path.slice(1).filter(([x, y]) => !target || x !== target[0] || y !== target[1])
    return [...steps.map(at => ["step", at]), ...(likely ? [["step likely", likely]] : [])].map(([kind, at]) => {
        const mark = document.createElement("i")
        mark.className = kind
        return put(mark, at)
    })
}

function entry([kind, label]) {
    const item = document.createElement("li")
    item.className = kind
    item.textContent = label
    return item
}

export default function ({ data, parentElement, setTriggerValue }) {
    const find = name => parentElement.querySelector(name)
    const plane = find(".plane"), dot = find(".dot"), target = find(".target")
    plane.setAttribute("aria-label", data.label)
    dot.setAttribute("aria-label", data.dot)
    dot.title = data.dot
    find(".ends").replaceChildren(...data.ends.map(end => named(end)))
    find("svg").innerHTML = lines(data)
    find(".marks").replaceChildren(...marks(data))
    find(".legend").replaceChildren(...data.legend.map(entry))
    find(".words").replaceChildren(...data.words.map(([label, ...at]) => put(named(label), at)))
    target.hidden = !data.target
    if (data.target) put(target, data.target)
    if (!dot.held) {
        dot.at = data.held ?? data.here ?? [0, 0]
        show()
    }

    function show() {
        put(dot, dot.at)
        dot.classList.toggle("held", Boolean(dot.held))
        dot.classList.toggle("unknown", !dot.held && !data.held && !data.here)
        dot.style.setProperty("--feel", colour(dot.at[0]))
    }

    function glide() {
        const left = GLIDES_EVERY - (Date.now() - (dot.told ?? 0))
        clearTimeout(dot.timer)
        dot.timer = setTimeout(() => {
            dot.told = Date.now()
            setTriggerValue("glide", dot.at)
        }, Math.max(left, 0))
    }

    function letGo() {
        clearTimeout(dot.timer)
        dot.held = false
        show()
        setTriggerValue("drop", dot.at)
    }

    dot.onpointerdown = event => {
        dot.setPointerCapture(event.pointerId)
        dot.held = true
        show()
    }
    dot.onpointermove = event => {
        if (!dot.held) return
        const box = plane.getBoundingClientRect()
        const x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height
        dot.at = [clip((x - 0.5) / 0.46), clip((0.5 - y) / 0.46)]
        dot.moved = true
        show()
        glide()
    }
    dot.onpointerup = dot.onpointercancel = () => {
        if (dot.held && dot.moved) letGo()
        dot.held = dot.moved = false
        show()
    }
    dot.onkeydown = event => {
        const way = ARROWS[event.key]
        if (way) {
            event.preventDefault()
            dot.held = dot.moved = true
            dot.at = [clip(dot.at[0] + way[0]), clip(dot.at[1] + way[1])]
            show()
            glide()
        } else if (dot.moved && (event.key === "Enter" || event.key === " ")) {
            event.preventDefault()
            dot.moved = false
            letGo()
        }
    }
    dot.onblur = () => {
        if (dot.held && dot.moved) letGo()
        dot.moved = false
    }
}
