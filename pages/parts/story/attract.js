// Tells when nobody has touched the page for a while, after a countdown where there is one, and when somebody does.
const TOUCHES = ["pointerdown", "keydown", "touchstart", "wheel"]

export default function ({ data, parentElement, setTriggerValue }) {
    parentElement.stop?.()
    const shown = parentElement.querySelector(".countdown")
    let since = Date.now()
    const touched = () => {
        since = Date.now()
        if (data.leaves) setTriggerValue("touched", true)
    }
    const look = () => {
        if (window.attunePlaying && !window.attunePlaying.paused) since = Date.now()  // somebody listens
        const alone = (Date.now() - since) / 1000
        const left = Math.ceil(data.after + data.countdown - alone)
        shown.hidden = !data.countdown || alone < data.after
        const said = data.text.replace("#", 5 * Math.ceil(left / 5))  // who listens is told once in 5 s at most
        if (!shown.hidden && shown.textContent !== said) shown.textContent = said
        if (data.after && left <= 0) {
            since = Date.now()
            setTriggerValue("idle", true)
        }
    }
    const timer = setInterval(look, 500)
    for (const one of TOUCHES) document.addEventListener(one, touched, { capture: true, passive: true })
    shown.dataset.watches = data.leaves ? "touch" : "rest"
    parentElement.stop = () => {
        clearInterval(timer)
        for (const one of TOUCHES) document.removeEventListener(one, touched, { capture: true })
    }
    return parentElement.stop
}
