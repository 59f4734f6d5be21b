## Ein Rundgang.

tour-begin = Zeig mir alles
tour-again = Zeig mir alles
tour-skip = Überspringen
tour-next = Weiter
tour-back = Zurück
tour-done = Fertig
tour-label = Ein Rundgang
tour-state = Dieser Satz sagt, wie du wirkst und wie sicher ich bin. Stimmt er nicht, gilt immer, was du daneben berichtigst.
tour-comment = Schreib, wie es dir geht oder was du möchtest. Was du von dir sagst, zählt mehr als dein Gesicht.
tour-goal = Wähl, was die Liste mit deiner Stimmung tun soll: mitgehen, aufhellen, beruhigen oder halten.
tour-senses = Mit Start machen Kamera und Mikrofon mit. Kein Bild und kein Ton wird behalten, und Stopp beendet es sofort.
tour-list = Die Liste folgt dir. Jede Zeile sagt, warum sie da steht; mag sie, wink ab oder öffne sie.
tour-play = Was ein Zeichen für Ton, Bild oder Buch hat, geht gleich hier auf, und wie du dich dabei fühlst, zählt für die nächste Liste.
tour-panel = Die Karte zeigt, wo du bist: zieh am Punkt und sieh der Liste zu. Warum, Verlauf und Berichtigen liegen hinter den anderen Reitern.
tour-end = Wenn du gehst, beginn von vorn. Löschen nimmt alles von deinem Besuch mit.
