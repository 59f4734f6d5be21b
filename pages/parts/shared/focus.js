// Brings what is new to the eye and to those who don't see: once for each token.
export default function ({ data, parentElement }) {
    if (parentElement.done === data.token) return
    parentElement.done = data.token
    let tries = 40
    const look = () => {
        const found = document.querySelector(data.selector)
        if (!found && tries-- > 0) return setTimeout(look, 100)
        if (!found) return
        if (!found.matches("a, button, input, textarea, [tabindex]")) found.tabIndex = -1
        found.focus({ preventScroll: true })
        found.scrollIntoView({ block: "nearest" })
    }
    look()
}
