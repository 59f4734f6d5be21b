## Wie es dem Server geht, für die, die ihn betreiben.

page-health = Wie es diesem Server geht
health = Über alle Besucher, die in diesem Augenblick wahrgenommen werden. Jede Aufzeichnung enthält diese Zeiten und Anteile einmal in der Minute.
health-part = Teil
health-median = Median, ms
health-p95 = p95, ms
health-part-face = Ein Gesicht lesen
health-part-voice = Eine Stimme lesen
health-part-text = Einen Kommentar lesen
health-part-told = Eine Berichtigung aufnehmen
health-part-fusion = Die Sinne abwägen
health-part-ranking = Die Liste machen
health-part-frame = Von einem Bild bis zur Liste daraus
health-nobody = Gerade wird niemand wahrgenommen.
health-sittings = Besucher
health-of = von { $most }
health-sensed = Wahrgenommen
health-waiting = In der Reihe
health-used = Prozessorkerne in Gebrauch
health-cores = von { $cores }
health-frames = Verworfene Bilder
health-sound = Verworfener Ton
health-rung = Gelesen von jedem
health-rung-rate = { $faces } Gesichter/s
health-rung-of = Stufe { $at } von { $count }: { $width }x{ $height }, eine Stimme alle { $hop } s
health-share = { $share } %
health-number = { $value }
health-none = keine kamen
health-device = Die Modelle laufen auf: { $device }
health-device-cpu = dem Prozessor
health-device-gpu = einer Grafikkarte, wo ein Modell sie nutzt, sonst auf dem Prozessor

health-own = Wie die Maschine mitkommt
health-own-rate = { $rate } Gesichter/s gelesen, von höchstens { $most }
health-own-dropped = Verworfen: Bilder { $frames }, Ton { $sound }
health-own-waiting = In der Reihe: { $waiting }
health-own-recorded = Die Aufzeichnung enthält diese Zahlen einmal in der Minute; sie stehen in der Datei, die der Verlauf anbietet.
