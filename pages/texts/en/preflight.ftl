## The check before and at the start of sensing.

check = { $name }: { $stands }
check-advice = **{ $name }.** { $remedy }
checks-before = Ready when you are
checks-going = Getting ready
checks-done = All set
checks-hint = All of this can be stopped and changed at any time.

check-secure = Secure page
check-models = Models
check-connection = Connection
check-camera = Camera
check-light = Light
check-face = Face
check-microphone = Microphone

stands-yes = yes
stands-no = no
stands-ready = ready
stands-after-start = after Start
stands-good = good
stands-blocked = blocked
stands-connecting = connecting
stands-waits-for-devices = waits for devices
stands-waits = waits
stands-off = off
stands-gone = gone
stands-works = works
stands-refused = refused?
stands-missing = not found
stands-starting = starting
stands-not-needed = not needed
stands-too-dark = too dark
stands-enough = enough
stands-found = found
stands-not-found = not found
stands-hears-you = hears you
stands-quiet = quiet

remedy-secure = Browsers give no camera or microphone to plain http. Open this page through https, or on localhost.
remedy-connection = The network lets no live media through. Try another network, or ask whoever runs this server for a relay.
remedy-camera-gone = The camera was unplugged or another program took it. Put that right, then Stop and Start.
remedy-microphone-gone = The microphone was unplugged or another program took it. Put that right, then Stop and Start.
remedy-camera-refused = Nothing arrives: it was refused or is missing. Allow the camera beside the address bar, close other programs that use it, then Stop and Start.
remedy-microphone-refused = Nothing arrives: it was refused or is missing. Allow the microphone beside the address bar, close other programs that use it, then Stop and Start.
remedy-light = Turn towards a window, or put a lamp in front of you.
remedy-face = Sit in front of the camera, look towards it, come a bit closer.
remedy-microphone-quiet = Say something. If that changes nothing, turn the microphone up.
