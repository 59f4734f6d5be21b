## Rückblick: ein Besuch, aus seiner Aufzeichnung neu erstellt.

page-replay = Rückblick
replay = Rückblick
replay-none = Es gibt noch nichts, worauf du zurückblicken könntest. Öffne Live, stimme zu und komm in einer Minute wieder: Dann lässt sich dein Besuch Moment für Moment ansehen.
replay-empty = Von diesem Besuch lässt sich noch nichts zeigen. Der Rückblick beginnt mit der ersten Liste.
replay-making = Die Listen werden neu erstellt …
replay-play = Abspielen
replay-pause = Pause
replay-speed = Tempo
replay-times = { NUMBER($speed) }×
replay-again = Neues nachlesen
replay-time = { $clock } von { $end }
replay-list = Wie es war
replay-share = { $modality } { NUMBER($share, style: "percent", maximumFractionDigits: 0) }
replay-counted = Damals zählte: { $shares }.
replay-counted-nothing = Damals war nichts zu lesen.
replay-why = Warum ein Titel dort stand
replay-map-alt = Wo das Gefühl in diesem Moment lag, mit dem Weg dorthin
replay-map-anyway = Gepunktet: wohin das Gefühl in { $minutes } Minuten wohl ohnehin gegangen wäre, zurück zu seinem Mittel bis dahin.
replay-equal =
    { $lists ->
        [one] Die eine Liste hier wurde aus der Aufzeichnung neu erstellt, und sie ist Titel für Titel die, die du gesehen hast.
       *[other] Alle { $lists } Listen hier wurden aus der Aufzeichnung neu erstellt, und sie sind Titel für Titel die, die du gesehen hast.
    }
replay-differs =
    { $moments ->
        [one] In einem Moment ist die neu erstellte Liste nicht die aufgezeichnete: Die Titel oder das Programm haben sich seither geändert.
       *[other] In { $moments } Momenten ist die neu erstellte Liste nicht die aufgezeichnete: Die Titel oder das Programm haben sich seither geändert.
    }
replay-forgotten =
    { $moments ->
        [one] In einem Moment lässt sich die Liste nicht neu erstellen, weil sie auf einem Verlauf beruhte, der seither entfernt wurde.
       *[other] In { $moments } Momenten lässt sich die Liste nicht neu erstellen, weil sie auf einem Verlauf beruhte, der seither entfernt wurde.
    }

whatif = Was wäre, wenn …
whatif-hint = Ändere eines, und neben der Liste, wie sie war, steht die Liste, wie sie gewesen wäre.
whatif-without = … das nicht erfasst worden wäre
whatif-nothing = Alles, wie es war
whatif-policy = … anders über die Liste entschieden worden wäre
whatif-same = Wie es war
whatif-terms = … diese Gründe nicht gezählt hätten
whatif-list = Was wäre, wenn
whatif-only-here = nur hier
policy-iso = Dem Gefühl Schritt für Schritt folgen
policy-wandering = Zufällig umherstreifen
policy-esmr = Was ankommt, und Fürsorge, wo ein Tief anhält (ESMR)

marks = Markierungen
marks-none = Noch ist nichts markiert.
mark-event = { $span }  { $text }
mark-exclude = { $span }  auslassen  { $text }
mark-remove = Die Markierung bei { $span } entfernen
mark-text = Eine Notiz zu { $clock }
mark-seconds = Sekunden, die ausgelassen werden
mark-set-event = Diesen Moment markieren
mark-set-exclude = Ab hier auslassen
