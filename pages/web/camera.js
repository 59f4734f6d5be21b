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

/* Asks for the devices once at a time: what starts twice within a moment would open two connections all the same. And
   says which of what was asked for of the microphone was granted: an echo canceller above all. */
const media = navigator.mediaDevices;
if (media) {
    const ask = media.getUserMedia.bind(media);
    let asks = false;
    media.getUserMedia = async (wanted) => {
        if (asks) return new Promise(() => {});  // whoever asked first goes on
        asks = true;
        const stream = await ask(wanted).finally(() => { asks = false; });
        for (const track of stream.getAudioTracks()) {
            const { echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
            console.info("attune: microphone", JSON.stringify({ echoCancellation, noiseSuppression, autoGainControl }));
        }
        return stream;
    };
}

/* Sound is sent in packets of 60 ms, the longest that browsers make of Opus, instead of 20: what a packet costs the
   server does not hang on its length (RFC 8866, section 6.4; RFC 7587, section 7). */
const answered = window.RTCPeerConnection?.prototype.setRemoteDescription;
if (answered) {
    RTCPeerConnection.prototype.setRemoteDescription = function (description, ...rest) {
        const sdp = description?.sdp?.replace(/^m=audio.*\r\n(?:(?!m=).+\r\n)*/m, (sound) => `${sound}a=ptime:60\r\n`);
        return answered.call(this, sdp ? { type: description.type, sdp } : description, ...rest);
    };
}
