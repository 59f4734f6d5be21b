/* Tells the camera's component nothing twice. While streamlit-webrtc 0.79 gets ready to play it takes each telling for
   another wish to play, and opens several connections, of which the server answers the wrong one. */
let told = "";
window.addEventListener(
    "message",
    (event) => {
        if (event.data?.type !== "streamlit:render") return;
        const tells = JSON.stringify(event.data);
        if (tells === told) event.stopImmediatePropagation();
        told = tells;
    },
    true,
);
