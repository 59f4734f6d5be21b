const TELLS_EVERY = 5000  // ms

const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`

export default function ({ data, parentElement, setTriggerValue }) {
    const find = name => parentElement.querySelector(name)
    const sound = find("audio"), play = find(".play"), at = find(".at"), speed = find(".speed")
    const length = () => Number.isFinite(sound.duration) ? sound.duration : data.seconds

    const tell = what => {
        sound.told = Date.now()
        setTriggerValue("event", {
            item: data.item, what, at: Math.round(sound.currentTime * 10) / 10, speed: sound.playbackRate,
            id: `${sound.told}`,
        })
    }
    const draw = () => {
        const playing = !sound.paused && !sound.ended
        play.classList.toggle("on", playing)
        play.setAttribute("aria-label", playing ? data.pause : data.play)
        at.max = Math.round(length())
        if (!at.held) at.value = Math.round(sound.currentTime)
        at.setAttribute("aria-valuetext", clock(sound.currentTime))
        find(".time").textContent = `${clock(sound.currentTime)} / ${clock(length())}`
    }

    find(".player").setAttribute("aria-label", data.label)
    at.setAttribute("aria-label", data.position)
    speed.setAttribute("aria-label", data.speed)
    if (sound.dataset.item !== data.item) {
        sound.dataset.item = data.item
        sound.preservesPitch = false  // so that the server knows what is heard at another speed
        sound.src = data.source
        if (data.starts) sound.play().catch(draw)
    }
    play.onclick = () => sound.paused ? sound.play() : sound.pause()
    at.oninput = () => { at.held = true }
    at.onchange = () => {
        at.held = false
        sound.currentTime = Number(at.value)
        tell("seek")
    }
    speed.onchange = () => {
        sound.defaultPlaybackRate = sound.playbackRate = Number(speed.value)  // the next item's, too
        tell("speed")
    }
    sound.onplay = () => {
        if (window.attunePlaying !== sound) window.attunePlaying?.pause()  // two sounds at once are none
        window.attunePlaying = sound
        draw()
        tell("play")
    }
    sound.onpause = () => { draw(); if (!sound.ended) tell("pause") }
    sound.onended = () => { draw(); tell("end") }
    sound.ontimeupdate = () => {
        draw()
        if (!sound.paused && Date.now() - sound.told > TELLS_EVERY) tell("at")
    }
    sound.onloadedmetadata = draw
    draw()
    return () => sound.pause()
}
