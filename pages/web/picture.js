/* Shows the camera's picture where it is taken, as in a mirror, and over it the face as the server finds it. What is
   sent is no larger and no faster than the server asks for; what is shown stays as it is. */
{
    const SVG = "http://www.w3.org/2000/svg";
    const COLOUR = "#E08A4B";
    const LANDMARKS = 5;  // the eyes, the nose, the corners of the mouth
    const STROKES = [[0, 2], [1, 2], [2, 3], [2, 4], [3, 4]];
    let shown = null;

    const svg = (name, attributes) => {
        const made = document.createElementNS(SVG, name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        return made;
    };

    const corners = (x, y, width, height) => {
        const dx = width / 5, dy = height / 5;
        return [[x, y, 1, 1], [x + width, y, -1, 1], [x, y + height, 1, -1], [x + width, y + height, -1, -1]]
            .map(([left, top, right, down]) => `M${left + right * dx} ${top}H${left}V${top + down * dy}`).join("");
    };

    const draw = (over, video, box) => {
        const width = video.videoWidth, height = video.videoHeight, thick = width / 320;
        if (!box || !width) return over.replaceChildren();
        over.setAttribute("viewBox", `0 0 ${width} ${height}`);
        const line = { fill: "none", stroke: COLOUR, "stroke-linecap": "round" };
        const [x, y, w, h, found] = box;
        const drawn = [svg("path", {
            ...line, d: corners(x * width, y * height, w * width, h * height), "stroke-width": 2 * thick,
        })];
        const points = found.map(([left, top]) => [left * width, top * height]);
        if (points.length === LANDMARKS) {
            const d = STROKES.map(([from, to]) => `M${points[from]}L${points[to]}`).join("");
            drawn.push(svg("path", { ...line, d, "stroke-width": thick }));
            points.forEach(([cx, cy]) => drawn.push(svg("circle", { cx, cy, r: 3 * thick, fill: COLOUR })));
        }
        over.replaceChildren(...drawn);
    };

    const hide = () => {
        shown?.tells?.close();
        shown?.video.srcObject.getTracks().forEach(track => track.stop());
        shown?.place.remove();
        shown = null;
    };

    const limit = (track, [width, height, frameRate]) => track.applyConstraints(
        { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: frameRate, max: frameRate } },
    ).catch(() => {});  // a camera that cannot sends what it can

    const show = (track) => {
        hide();
        const fill = "position: fixed; inset: 0; width: 100%; height: 100%;";
        const place = document.createElement("div");
        place.style.cssText = `${fill} transform: scaleX(-1); pointer-events: none;`;
        const video = document.createElement("video");
        Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: new MediaStream([track.clone()]) });
        video.style.cssText = `${fill} object-fit: cover;`;
        const over = svg("svg", { preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true", style: fill });
        place.append(video, over);
        document.body.append(place);
        const own = shown = { place, video, track };
        const listen = () => {
            own.tells = new EventSource("/face");
            own.tells.addEventListener("face", event => draw(over, video, JSON.parse(event.data)));
            own.tells.addEventListener("send", event => limit(track, JSON.parse(event.data)));
            own.tells.onerror = () => draw(over, video, null);
            own.tells.addEventListener("again", () => {
                own.tells.close();
                if (shown === own) listen();
            });
        };
        listen();
    };

    const devices = navigator.mediaDevices;
    if (devices) {
        const ask = devices.getUserMedia.bind(devices);
        devices.getUserMedia = async (wanted) => {
            const stream = await ask(wanted);
            for (const track of stream.getVideoTracks()) {
                const ended = () => shown?.track === track && hide();
                const stop = track.stop.bind(track);
                track.stop = () => { stop(); ended(); };  // which tells nobody of it
                track.addEventListener("ended", ended);
                show(track);
            }
            return stream;
        };
    }
}
