## Was die Auswertung einer Studie sagt: ihr Bericht, ihre Seite und der Methodenabschnitt.

analysis-title = Auswertung von { $study }
analysis-people = Personen
analysis-found = Was sich zeigte
analysis-methods = Methoden
analysis-nothing = Noch lässt sich nichts vergleichen: Jede Bedingung muss von mindestens drei Personen abgeschlossen sein.
analysis-planned = geplant
analysis-not-planned = explorativ
analysis-size = Hedges' g gegenüber { $reference }, mit 95-%-Intervall
analysis-low-for = Sekunden, seit das Gefühl gesunken ist
analysis-still-low = Anteil, der noch anhält
analysis-contrast = { $measure } ({ $unit }): { $condition } gegenüber { $reference }
analysis-column-measure = Maß
analysis-column-means = Mittelwerte
analysis-column-difference = Unterschied, 95-%-Intervall
analysis-column-bootstrap = Bootstrap-Intervall
analysis-column-size = Hedges' g
analysis-column-p = p
analysis-column-holm = p nach Holm
analysis-column-status = Status
analysis-legend =
    Fett: gefunden, denn p nach Holm liegt unter .05. Holms Verfahren gilt für das Geplante und den Rest getrennt.
    Wo der Unterschied in Prozent steht, wurden Verhältnisse geometrischer Mittel verglichen.

measure-engagement = Beschäftigungszeit
measure-clicks = Klicks
measure-dwell = Verweildauer
measure-volatility = Schwankung der Valenz
measure-recovery = Erholungszeit
measure-score = { $title }, { $score }
unit-engagement = s
unit-clicks = Handlungen mit Einträgen
unit-dwell = s je geöffnetem Eintrag
unit-volatility = RMSSD
unit-recovery = s
unit-score = { $low } bis { $high }

effect-difference-found = { $measure }: { $condition } unterscheidet sich von { $reference } um { SIGNED($difference) } (95-%-Intervall { SIGNED($low) } bis { SIGNED($high) }; g = { SIGNED($size) }, p nach Holm = { NUMBER($p, maximumFractionDigits: 4) }).
effect-difference-open = { $measure }: Zwischen { $condition } und { $reference } wurde kein Unterschied gefunden ({ SIGNED($difference) }, 95-%-Intervall { SIGNED($low) } bis { SIGNED($high) }; g = { SIGNED($size) }, p nach Holm = { NUMBER($p, maximumFractionDigits: 4) }).
effect-ratio-found = { $measure }: { $condition } unterscheidet sich von { $reference } um { SIGNED($difference, digits: 1) } % (95-%-Intervall { SIGNED($low, digits: 1) } % bis { SIGNED($high, digits: 1) } %; g = { SIGNED($size) }, p nach Holm = { NUMBER($p, maximumFractionDigits: 4) }).
effect-ratio-open = { $measure }: Zwischen { $condition } und { $reference } wurde kein Unterschied gefunden ({ SIGNED($difference, digits: 1) } %, 95-%-Intervall { SIGNED($low, digits: 1) } % bis { SIGNED($high, digits: 1) } %; g = { SIGNED($size) }, p nach Holm = { NUMBER($p, maximumFractionDigits: 4) }).

preference = Aus den unter { $condition } zusammengestellten Listen nahmen { $first } Personen mehr von der ersten Seite, { $second } mehr von der zweiten, { $ties } von beiden gleich viel: { $share } % ziehen die erste vor (95-%-Intervall { $low } % bis { $high } %; Vorzeichentest p = { NUMBER($p, maximumFractionDigits: 4) }).
proximal = Unter { $condition } geschieht, nachdem { $arm } gezogen wurde, bis zur nächsten Entscheidung { SIGNED($difference) } mehr als nach { $reference } (95-%-Intervall { SIGNED($low) } bis { SIGNED($high) }; p = { NUMBER($p, maximumFractionDigits: 4) }; { $decisions } Entscheidungen von { $people } Personen).
power-found = { $people } Personen finden { SIGNED($change, digits: 1) } % { $measure } unter { $condition } in { $share } von 100 Fällen (95-%-Intervall { $low } bis { $high }).

methods-between = Die Bedingungen ({ $conditions }) wurden zwischen Personen verglichen. Jede Person wurde durch eine Auslosung mit festem Startwert ({ $seed }) einer der Bedingungen mit den wenigsten Personen zugewiesen, ausgeglichen nach denen, die abgeschlossen haben; { $people } sollten die Studie abschließen.
methods-within = Die Bedingungen ({ $conditions }) wurden innerhalb von Personen verglichen. Jede Person durchlief alle, in einer von { $orders } Reihenfolgen, die nach Platz und Vorgänger ausgeglichen sind (Williams, 1949); die Reihenfolgen wurden durch eine Auslosung mit festem Startwert ({ $seed }) zugewiesen, ausgeglichen nach denen, die abgeschlossen haben; { $people } sollten die Studie abschließen.
methods-browse = In jeder Aufgabe wurde eine Liste von Empfehlungen { $minutes } Minuten lang frei benutzt.
methods-finish = In jeder Aufgabe wurden { $items } Dinge einer Liste von Empfehlungen bis zum Ende gehört oder gelesen.
methods-rate = In jeder Aufgabe wurden { $items } Einträge einer Liste von Empfehlungen markiert oder weggewinkt.
methods-asked-before = Vor der ersten Aufgabe beantworteten die Personen { $questionnaires }.
methods-asked-between = Nach jeder Aufgabe beantworteten sie { $questionnaires }.
methods-asked-after = Am Ende beantworteten sie { $questionnaires }.
methods-senses = Wo Personen zustimmten, wurde ihr Gefühl geschätzt aus: { $senses }; niemand musste zustimmen.
methods-people =
    { $came ->
        [one] Eine Person
       *[other] { $came } Personen
    } folgten dem Link, davon schlossen { $done } die Studie ab und werden ausgewertet.
methods-left = Die übrigen: { $ways }.
methods-left-one = { $status } ({ $count })
methods-welch = Bedingungen wurden mit Welchs t-Test verglichen.
methods-mixed = Bedingungen wurden mit linearen gemischten Modellen verglichen (REML), mit Bedingung und Abschnitt als festen Effekten und einem zufälligen Achsenabschnitt je Person; die t-Tests zählen die Freiheitsgrade innerhalb von Personen.
methods-survival = Die Erholungszeit läuft vom ersten Augenblick, in dem die geglättete Valenz unter −0,2 liegt, bis sie 0 erreicht, und ist am Ende der Aufgabe zensiert; verglichen wurden beschränkte Mittelwerte, mit Standardfehlern aus einem Bootstrap über Personen.
methods-interleaving = Listen wurden nach der Team-Draft-Methode (Radlinski, Kurup und Joachims, 2008) aus zwei Rangfolgen zusammengestellt; jeder Eintrag, der markiert, geöffnet oder beendet wurde, zählt für die Rangfolge, die ihn wählte, und ein zweiseitiger Vorzeichentest vergleicht die Personen, die der einen oder der anderen mehr gaben.
methods-micro = Arme wurden während der Aufgabe mit bekannten Wahrscheinlichkeiten immer neu gezogen; was ein Arm an der Zahl der Handlungen bis zur nächsten Entscheidung ändert, wurde mit gewichteten und zentrierten kleinsten Quadraten geschätzt (Boruvka et al., 2018), mit Standardfehlern, die berücksichtigen, was die Entscheidungen einer Person teilen.
methods-ratio = Zeiten wurden über ihre Logarithmen verglichen, sodass Unterschiede Verhältnisse geometrischer Mittel sind.
methods-intervals = Jede Bedingung wurde mit { $reference } verglichen. Angegeben sind { $confidence }-%-Intervalle, daneben BCa-Bootstrap-Intervalle aus { $resamples } Ziehungen von Personen; Effektstärken sind Hedges' g; p-Werte wurden nach Holm angepasst.
methods-planned = Bevor jemand teilnahm, nannte die Datei der Studie { $measures } als das, was zählt; alles andere ist explorativ.
methods-unchanged = Diese Datei änderte sich nicht, während Personen teilnahmen.
methods-changed = Diese Datei wurde geändert, nachdem Personen begonnen hatten teilzunehmen; was sie nennt, kann daher nicht als vorher geplant gelten.
methods-exploratory = Kein Maß wurde vorab genannt; alles Berichtete ist explorativ.
methods-preregistered = Die Studie wurde präregistriert: { $where }.
methods-packages = Die Auswertung wurde mit { $packages } gerechnet.
methods-version = { $sittings } Sitzungen fanden mit Attune { $app } statt (Modelle { $models }, Katalog { $catalogue }).

status-active = nicht beendet
status-done = abgeschlossen
status-no-consent = keine Einwilligung
status-screened-out = nicht gesucht
status-failed-checks = Aufmerksamkeitsfragen nicht bestanden
status-technical-failure = technischer Fehler
status-full = kamen, als alle Plätze vergeben waren
status-left = gegangen, ohne zu beenden
