## Quellen: die Systeme aus der Literatur, und wie Attunes Zahlen neben ihren stehen.

page-sources = Quellen
sources = Attune folgt { $count } Systemen aus der Literatur; { $built } davon sind gebaut. Zu jedem: was es tut, wo es hier dient, und seine Zahlen neben den veröffentlichten. Keines ist ein eigenes Programm: Jedes ist ein Sinn, ein Grund, ein Verfahren oder eine Regel der einen Liste.
sources-here = hier
sources-published = veröffentlicht
sources-figure = Zahl
sources-value = Wert
sources-missing = Noch nicht gebaut

source-mmei-does = Liest Gesicht, Stimme und Worte mit vortrainierten Modellen und verbindet sie durch Aufmerksamkeit zu Gefühl und Absicht.
source-mmei-here = Es ist die wahrnehmende Hälfte von Attune: die Verbindung der Sinne hinter dem Satz über der Liste und die Absicht hinter dem gleichnamigen Grund.
source-mmei-differs = Zwei seiner drei Datensätze sind nicht zu bekommen; darum wird die Verbindung an CMU-MOSI gemessen. Dort liegt sie gleichauf mit einer einfacheren, denn alle leben von der Mitschrift; wo ein Sinn gestört oder veraltet ist oder den anderen widerspricht, gewinnt sie mehr.
source-fair-does = Macht aus jedem Titel Codes und sagt die des nächsten auf einmal voraus, mit einer Aufmerksamkeit, die eine Karte von einer anderen abzieht und so Störendes weglässt.
source-fair-here = Eines von zwei Verfahren hinter dem Grund, was danach kommt.
source-fair-differs = Die Zusammenfassung, nach der wir arbeiten, nennt keine Zahl, und veröffentlicht wurde es mit Daten von Amazon. In einem Lauf liegt es etwas vor dem stärksten SASRec, und ihre Intervalle überlappen sich.
source-emotion-graph-does = Ein Graph aus Menschen, Filmen und Gefühlen sagt voraus, wie sich jemand bei einem Film fühlen wird.
source-emotion-graph-here = Er steht hinter dem Grund, welches Gefühl bleibt.
source-emotion-graph-differs = Dort gehören die Angaben zu den Filmen, und dieselben Menschen stehen auf beiden Seiten. Hier hat jede Angabe ein Mensch selbst gemacht, und niemand, an dem gemessen wird, kam im Training vor; einfache Modelle, die dasselbe wissen, sind ebenso gut.
source-esmr-does = Sagt voraus, wohin sich eine Stimmung bewegt, und überlässt die Liste einem lernenden Agenten, solange eine gedrückte anhält.
source-esmr-here = Ein Vorgehen, das die Bedingung einer Studie nennen kann. In den eigenen Listen der Demo entscheidet ein anderes.
source-esmr-differs = Der Aufsatz berichtet bessere Erholung auf Verläufen, die er selbst erzeugt. Hier haben die simulierten Menschen einen Pass, und nichts über Wege ist als wahr eingebaut. In dieser Welt ist es besser als keine Empfehlungen und nicht besser als Engagement allein, da Stimmungen dort mit dem Gefallen steigen.
source-uim-does = Mehrere Interessen eines Menschen, ein angereichertes Profil und ein simulierter Mensch, der die Liste noch einmal ansieht.
source-uim-here = Eines von zwei Verfahren hinter dem Grund, was passt.
source-uim-differs = Die Arbeit sagt nicht, was die Rangfolge verlässt und wie viele Ziele ihre Trefferquote zählt. Hier werden alle Titel gereiht, und ein Mensch zählt einmal, der irgendeines seiner Ziele findet; das macht die Trefferquote höher.
source-mgce-does = Zwei Graphnetze, die getrennt gehalten werden: eines für das, was passt, eines für das, was viele nehmen.
source-mgce-here = Seine drei Teile stehen hinter den Gründen, was danach kommt, was passt und was viele mögen, mit einem Regler unter Warum.
source-mgce-differs = Veröffentlicht wurde es mit Beauty und Art von Amazon und mit Taobao samt Bildern, die nicht zu bekommen sind; die Zusammenfassung, nach der wir arbeiten, nennt keine Zahl.
source-sealr-does = Ein Sprachmodell ordnet eine Auswahl und weiß dabei von den Gefühlen in dem, was jemand schrieb.
source-diffmm-does = Ein Diffusionsmodell zeichnet wahrscheinliche Verbindungen zwischen Menschen und Titeln, geleitet von Bild und Ton.
source-sermon-does = Bringt Bewertungen mit dem in Einklang, was Rezensionen sagen, und schreibt einen Grund.
source-pfl-mcl-does = Lernt von vielen Geräten, ohne dass deren Daten sie verlassen; ein persönlicher Teil bleibt zu Hause.
source-dllm2rec-does = Ein kleines Modell lernt von einem großen, um schnell zu sein.
source-ltn-does = Logische Regeln, deren Wahrheit eine Zahl ist, formen eine Liste und erklären sie.
source-ltn-here = Harte Regeln halten von jeder Liste etwas fern, weiche zählen als eigener Grund; unter Warum steht, welche eingehalten sind.
source-ltn-differs = Die Quelle nennt ein Vorhaben und keine Zahl. Messen lässt sich hier, wie weit Listen die Regeln einhalten, nicht, ob es Menschen damit besser geht.
source-recusersim-does = Simulierte Menschen, geführt von einem Sprachmodell, erproben ein Empfehlungssystem über Wochen.
source-ecr-does = Antwortet jemandem, der von sich erzählt, mit einem verständnisvollen Satz neben der Liste.
