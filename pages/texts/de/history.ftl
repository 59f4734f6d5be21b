## Deine Vorgeschichte: was die Person schon kennt.

history = Deine Vorgeschichte
history-hint = Filme, die du gesehen, Lieder, die du gehört, Bücher, die du gelesen hast: Sie prägen die Liste, und die Liste lässt sie aus.
history-way = Wie
history-titles = Titel
history-file = Eine Datei
history-lines = Titel, einer je Zeile
history-example =
    The Matrix (1999)
    Bohemian Rhapsody
    Pride and Prejudice
history-find = Suchen
history-upload = Eine CSV-Datei mit einer Spalte movieId oder title
history-upload-hint = Die ratings.csv von MovieLens nur mit deinen eigenen Zeilen, oder eine Liste von Titeln. Die Spalten rating (0,5 bis 5, mit Punkt geschrieben) und timestamp werden auch gelesen. Titel stehen im Katalog auf Englisch.
history-right = **Stimmt das?** { $counts }
history-column-use = Zählt
history-column-found = Gefunden
history-column-given = Aus
history-table-alt = Was gefunden wurde, und ob es zählt
history-nothing = Nichts davon steht in diesem Katalog.
history-missing = Nicht in diesem Katalog: { $titles }.
history-more = { $titles } und { $more } weitere
history-low = Was du unter 3 bewertet hast, sagt hier nichts über deinen Geschmack; die Liste lässt es nur aus.
history-use = Diese nehmen
history-back = Zurück
history-enjoyed = Die Liste prägen und stehen nicht darauf: **{ $counts }**.
history-passed = Niedrig bewertet, darum nur nicht auf der Liste: { $counts }.
history-add = Mehr hinzufügen
history-remove = Entfernen
history-remove-hint = Listen, die du gesehen hast, behalten ihre Gründe; die Seite „Über Attune“ löscht auch sie.

count-film = { $count ->
    [one] { $count } Film
   *[other] { $count } Filme
}
count-song = { $count ->
    [one] { $count } Lied
   *[other] { $count } Lieder
}
count-book = { $count ->
    [one] { $count } Buch
   *[other] { $count } Bücher
}
count-read = { $count ->
    [one] { $count } kurzer Text
   *[other] { $count } kurze Texte
}
count-music = { $count ->
    [one] { $count } Musikstück
   *[other] { $count } Musikstücke
}
count-picture = { $count ->
    [one] { $count } Bild
   *[other] { $count } Bilder
}
