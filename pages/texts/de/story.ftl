## The page Story: a written person's sitting, seen without a camera.

page-story = Geschichten
story-start = Ohne Kamera ansehen
story-offer = Drei erdachte Menschen. Wie ihr Gesicht und ihre Stimme wirken, ist aufgeschrieben; von da an wird alles berechnet wie bei allen anderen auch, hier und jetzt. Nichts davon wird aufbewahrt.
story-choose = Wessen Geschichte
story-play = Abspielen
story-pause-it = Anhalten
story-again = Noch einmal
story-leave = Selbst ausprobieren
story-writes = Schreibt: „{ $comment }“

page-presenter = Vorführen
presenter-none = Wähle hier eine Geschichte, oder beginne in einem anderen Fenster dieses Browsers einen Besuch auf Live. Beide Fenster gehören dann zusammen.
presenter-visitor = In einem anderen Fenster dieses Browsers läuft der Besuch von jemandem.
presenter-audience = Fenster für das Publikum öffnen
presenter-remote = Fernbedienung
presenter-seen = Was das Publikum sieht
presenter-next = Weiter: { $title }
presenter-last = Das letzte Kapitel
presenter-hold = Liste festhalten
presenter-let-go = Liste loslassen
attract-countdown = Ist noch jemand da? In { $seconds } s wird dieser Besuch gelöscht. Berühre etwas, um weiterzumachen.
