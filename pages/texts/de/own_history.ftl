## Die eigene Vorgeschichte einer Person: was daran nicht stimmt, und was zurechtgerückt wurde.

own-at-row = { $file }, Zeile { $row }
own-at-column = { $file }, Zeile { $row }, Spalte { $column }
own-sorted = { $where }: früher als die Zeile davor; nach der Zeit sortiert.
own-twice = { $where }: „{ $value }“ steht schon in Zeile { $row }; das spätere zählt.
own-no-titles = Noch kein Titel da: Schreib oder füge mindestens einen ein, einen je Zeile.
own-many-titles = Zeile { $line }: mehr als { $most } Titel; gib weniger auf einmal an.
own-long-title = Zeile { $line }: länger als { $most } Zeichen, das ist kein Titel.
own-empty-file = { $file } ist leer.
own-many-rows = { $where }: mehr als { $most } Zeilen; behalte nur deine eigenen.
own-fields = { $where }: { $fields } Felder, aber die Kopfzeile nennt { $columns }.
own-second-person = { $where }: „{ $value }“ ist eine zweite Person; behalte die Zeilen von einer.
own-no-csv = { $where }: nicht als CSV geschrieben.
own-no-rows = { $file } hat eine Kopfzeile, aber keine Zeile darunter.
own-large = { $file } ist { $size } MB groß; bis { $most } MB werden gelesen. Behalte nur deine Zeilen.
own-not-utf8 = { $where }: kein Text in UTF-8. Speichere die Datei als CSV in UTF-8.
own-no-text = { $where }: enthält Zeichen, die kein Text hat. Speichere die Datei als CSV in UTF-8.
own-column-twice = { $where }: Die Spalte { $column } gibt es zweimal.
own-no-column = { $where }: keine Spalte movieId oder title; da ist: { $columns }.
own-empty = { $where }: ist leer.
own-no-whole-number = { $where }: „{ $value }“ ist keine ganze Zahl.
own-no-year = { $where }: „{ $value }“ ist kein Jahr.
own-no-number = { $where }: „{ $value }“ ist nicht { $what }.
own-needed = { $where }: ist leer; nötig ist { $what }.
own-a-rating = eine Bewertung von 0.5 bis 5
own-a-time = eine Zeit in Sekunden seit 1970
