const PAUSE = 5000  // ms

export default function ({ data, parentElement }) {
    const region = parentElement.querySelector("[role=status]")
    clearTimeout(region.timer)
    region.timer = setTimeout(() => {
        if (region.textContent !== data.text) {
            region.textContent = data.text
            region.said = Date.now()
        }
    }, Math.max(PAUSE - (Date.now() - (region.said ?? 0)), 0))
}
