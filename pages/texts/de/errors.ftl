## Was schiefgeht, und was zu tun ist.

error-full = Gerade sind alle Plätze belegt; bitte versuch es in einer Minute noch einmal.
error-not-ready = Dieser Server kann noch nichts wahrnehmen, weil sich seine Modelle nicht laden lassen. Die Ursache steht in seinem Protokoll.
error-servers = Gesicht und Stimme lassen sich hier nicht wahrnehmen: { $variable } enthält keine JSON-Liste von Servern. Mehr steht im Protokoll dieses Servers.

stream-media-api-not-available = Dieser Browser gibt dieser Seite weder Kamera noch Mikrofon.
stream-device-ask-permission = Bitte erlaube den Zugriff auf Kamera oder Mikrofon.
stream-device-not-available = Keine Kamera und kein Mikrofon ist erreichbar.
stream-device-access-denied = Kamera oder Mikrofon wurde abgelehnt. Erlaube den Zugriff neben der Adresszeile.
