## What goes wrong, and what to do.

error-full = All places are taken at the moment; please try again in a minute.
error-not-ready = This server is not ready to sense, because its models cannot be loaded. Whoever runs it finds the cause in its log.
error-servers = Face and voice cannot be sensed here: { $variable } does not hold a JSON list of servers. Whoever runs this server finds more in its log.

stream-media-api-not-available = This browser gives no camera or microphone to this page.
stream-device-ask-permission = Please allow the use of your camera or microphone.
stream-device-not-available = No camera or microphone can be reached.
stream-device-access-denied = The camera or microphone was refused. Allow it beside the address bar.
