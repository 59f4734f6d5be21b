// Brings what is new to the eye and to those who don't see: once for each token; gently: once the focus is on nothing.
export default function ({ data, parentElement }) {
    if (parentElement.done === data.token) return
    parentElement.done = data.token
    let tries = 40
    const look = () => {
        const found = document.querySelector(data.selector)
        const taken = data.gently && document.activeElement && document.activeElement !== document.body
        if ((!found || taken) && tries-- > 0) return setTimeout(look, 100)
        if (!found || taken) return
        if (!found.matches("a, button, input, textarea, [tabindex]")) found.tabIndex = -1
        found.focus({ preventScroll: true })
        found.scrollIntoView({ block: "nearest" })
    }
    look()
}
