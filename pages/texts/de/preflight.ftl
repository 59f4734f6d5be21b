## Die Prüfung vor und zu Beginn der Wahrnehmung.

check = { $name }: { $stands }
check-advice = **{ $name }.** { $remedy }
checks-before = Bereit, wenn du es bist
checks-going = Wird vorbereitet
checks-done = Alles bereit
checks-hint = All das lässt sich jederzeit anhalten und ändern.

check-secure = Sichere Seite
check-models = Modelle
check-connection = Verbindung
check-camera = Kamera
check-light = Licht
check-face = Gesicht
check-microphone = Mikrofon

stands-yes = ja
stands-no = nein
stands-ready = bereit
stands-after-start = nach Start
stands-good = gut
stands-blocked = blockiert
stands-connecting = verbindet
stands-waits-for-devices = wartet auf Geräte
stands-waits = wartet
stands-off = aus
stands-gone = weg
stands-works = läuft
stands-refused = abgelehnt?
stands-missing = nicht gefunden
stands-starting = startet
stands-not-needed = nicht nötig
stands-too-dark = zu dunkel
stands-enough = reicht
stands-found = gefunden
stands-not-found = nicht gefunden
stands-hears-you = hört dich
stands-quiet = still

remedy-secure = Über einfaches http geben Browser weder Kamera noch Mikrofon frei. Öffne die Seite über https oder auf localhost.
remedy-connection = Das Netz lässt keine Live-Medien durch. Versuch ein anderes Netz, oder bitte die Person, die diesen Server betreibt, um ein Relay.
remedy-camera-gone = Die Kamera wurde abgezogen, oder ein anderes Programm hat sie übernommen. Bring das in Ordnung, dann Stopp und Start.
remedy-microphone-gone = Das Mikrofon wurde abgezogen, oder ein anderes Programm hat es übernommen. Bring das in Ordnung, dann Stopp und Start.
remedy-camera-refused = Es kommt nichts an: abgelehnt oder nicht vorhanden. Erlaube die Kamera neben der Adresszeile, schließ andere Programme, die sie nutzen, dann Stopp und Start.
remedy-microphone-refused = Es kommt nichts an: abgelehnt oder nicht vorhanden. Erlaube das Mikrofon neben der Adresszeile, schließ andere Programme, die es nutzen, dann Stopp und Start.
remedy-light = Dreh dich zum Fenster, oder stell eine Lampe vor dich.
remedy-face = Setz dich vor die Kamera, schau zu ihr hin, komm etwas näher.
remedy-microphone-quiet = Sag etwas. Ändert das nichts, stell das Mikrofon lauter.
