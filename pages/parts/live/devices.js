// Tells which devices cannot be had, as soon as the browser knows: "refused" or "missing" by name.
const KINDS = { camera: "videoinput", microphone: "audioinput" }

async function permission(name) {
    try {
        return await navigator.permissions.query({ name })
    } catch {
        return null  // a browser that does not tell
    }
}

export default function ({ parentElement, setStateValue }) {
    if (parentElement.watched || !navigator.mediaDevices) return
    parentElement.watched = true
    let told = "{}"

    async function tell() {
        const found = (await navigator.mediaDevices.enumerateDevices()).map(device => device.kind)
        const trouble = {}
        for (const [name, kind] of Object.entries(KINDS)) {
            if (permissions[name]?.state === "denied") trouble[name] = "refused"
            else if (!found.includes(kind)) trouble[name] = "missing"
        }
        const now = JSON.stringify(trouble)
        if (now === told) return
        told = now
        setStateValue("trouble", trouble)
    }

    const permissions = {}
    Promise.all(Object.keys(KINDS).map(async name => {
        permissions[name] = await permission(name)
        if (permissions[name]) permissions[name].onchange = tell
    })).then(tell)
    navigator.mediaDevices.addEventListener("devicechange", tell)
    return () => navigator.mediaDevices.removeEventListener("devicechange", tell)
}
