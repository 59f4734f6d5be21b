## Eine mitgebrachte Tabelle wird ein Katalog.

import = Einen Katalog mitbringen
import-hint = Eine Tabelle von Filmen, Liedern, Büchern oder kurzen Texten, bis zu { $most } Zeilen: CSV mit Kopfzeile, JSON Lines oder Parquet. Sie wird nur auf diesem Server gelesen, gilt für deinen Besuch und ist weg, wenn du von vorn beginnst.
import-upload = Eine Tabelle
import-layout-movielens = Das ist der Aufbau von MovieLens.
import-layout-tmdb = Das ist der Aufbau von TMDB.
import-columns = **Welche Spalte sagt was?**
import-no-column = nicht in der Tabelle
import-kind = Was Zeilen sind, die es nicht sagen
import-skip = Falsche Zeilen auslassen
import-skip-help = Sonst hält eine falsche Zeile alles auf. Geändert wird dann nichts.
import-confirm = Einen Katalog daraus machen
import-more = und { $more } weitere
import-computing = Die Titel werden verortet: wovon sie handeln und wie sie Menschen meist zurücklassen …
import-ranking = Gleich kann daraus empfohlen werden …
import-ready =
    { $skipped ->
        [0] Er ist fertig: { $items } Titel.
        [one] Er ist fertig: { $items } Titel; eine Zeile wurde ausgelassen.
       *[other] Er ist fertig: { $items } Titel; { $skipped } Zeilen wurden ausgelassen.
    }
import-use = Einen Besuch damit beginnen
import-unchanged = Geändert wurde nichts. Bring diese Zeilen in Ordnung, oder lass falsche Zeilen aus.
import-failed = Das hat nicht geklappt, und geändert wurde nichts. Wer diesen Server betreibt, findet mehr in seinem Protokoll.
import-drop = Diese Tabelle vergessen
import-shelf = Kataloge dieses Servers
import-chosen = Dieser Besuch empfiehlt aus dem Katalog, den du gewählt hast.

field-title = Titel
field-year = Jahr
field-kind = Art
field-genres = Genres
field-creators = Von wem
field-description = Beschreibung
field-tags = Stichwörter
field-moods = Stimmungswörter
field-themes = Themen
field-people = Menschen
field-content = Hinweise zum Inhalt
field-minutes = Minuten
field-ratings = Wie viele bewertet haben
field-id = Eigene Kennung
field-movielens_id = Kennung bei MovieLens
field-tmdb_id = Kennung bei TMDB
field-media = Wo es zu haben ist

table-ending = Das ist keine Tabelle, die ich lesen kann; ihr Name sollte auf eines von { $endings } enden.
table-not-utf8 = Das ist kein UTF-8-Text. Speichere die Tabelle als UTF-8.
table-unreadable = Die Tabelle lässt sich nicht lesen: { $problem }
table-fields = Zeile { $row } hat mehr Felder als die { $columns } Spalten der Kopfzeile.
table-no-object = Zeile { $row } ist kein JSON-Objekt.
table-no-column = Das sagt noch keine Spalte: { $field }.
table-many-rows = Die Tabelle hat mehr als { $most } Zeilen.
table-no-row = Die Tabelle enthält keine Zeile.
table-row = Zeile { $row }: { $problem }
row-no-title = sie hat keinen Titel
row-no-year = „{ $value }“ ist kein Jahr, und nach dem Titel steht auch keines
row-kind = „{ $value }“ ist nichts von { $kinds }
row-no-genre = sie nennt kein Genre
row-genres = kein Genre in „{ $value }“ ist bekannt
row-mood = das Stimmungswort „{ $value }“ ist nicht bekannt
row-content = der Hinweis zum Inhalt „{ $value }“ ist nicht bekannt
row-media = „{ $value }“ ist keine Adresse im Netz und kein Pfad zu einem Klang, Bild oder Text
row-twice = ihre Kennung „{ $id }“ ist die von Zeile { $row }
