const AFTER = 2000  // ms

export default function ({ data, parentElement }) {
    clearTimeout(parentElement.leaving)
    parentElement.leaving = setTimeout(() => window.location.assign(data.to), AFTER)
}
