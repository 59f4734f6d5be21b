// Rows glide from where their item stood to where it stands; new ones appear. (First, last, invert, play: Lewis 2015.)
const GLIDES = { duration: 450, easing: "cubic-bezier(.2, .8, .2, 1)", fill: "backwards" }

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches
const row = rank => document.querySelector(`.st-key-rec-${rank}`)
const top = rank => {
    const box = row(rank)?.getBoundingClientRect()
    return box?.height ? box.top : undefined  // none of a row that is not shown
}

export default function ({ data, parentElement }) {
    const before = parentElement.version
    parentElement.version = data.version
    if (before === undefined || before === data.version || still()) return
    const tops = data.from.map((_, number) => top(number + 1))
    data.from.forEach((from, number) => {
        const came = from === null ? undefined : tops[from - 1]
        if (from === number + 1 || tops[number] === undefined) return
        const begins = came === undefined
            ? { opacity: 0 }
            : { transform: `translateY(${came - tops[number]}px)` }
        row(number + 1).animate([begins, {}], { ...GLIDES, id: "attune-move" })
    })
}
