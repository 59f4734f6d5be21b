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
