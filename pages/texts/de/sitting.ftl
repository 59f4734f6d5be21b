## Was eine Sitzung von sich sagt.

without-rank = Ohne { $source } wäre es Platz { $rank }
without-still = Auch ohne { $source } wäre es Platz { $rank }
without-not-listed = Ohne { $source } stünde es nicht in der Liste
without-face = dein Gesicht
without-voice = deine Stimme
without-text = deinen Kommentar
without-told = deine Korrektur

faults = { $failed }. Alles andere läuft weiter; bleibt es dabei, drücke Stopp und dann Start.
fault = { $doing } ist fehlgeschlagen ({ $kind })
doing-fuse = Das Zusammenführen der Signale
doing-list = Das Erstellen der Liste
doing-hear = Das Verwandeln von Gesprochenem in Worte
doing-read = Das Lesen der Quelle „{ $modality }“

why-behaviour = Deine Stimmung zählt hier nicht; die Liste richtet sich nach dem, was du tust.
why-chance = Diese sind ausgelost: Keine Stimmung und kein Geschmack zählt hier.
why-wandering = Sie folgen keiner Stimmung: Das Ziel ist ausgelost.
