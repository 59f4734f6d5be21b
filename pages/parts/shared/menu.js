// On a narrow screen the menu covers the page: once a page was chosen in it, it closes.
let shown

export default function ({ data }) {
    const chosen = shown !== undefined && shown !== data.page
    shown = data.page
    const menu = document.querySelector("[data-testid=stSidebar][data-collapsed=false]")
    if (chosen && menu) menu.querySelector("[data-testid=stSidebarCollapseButton] button")?.click()
}
