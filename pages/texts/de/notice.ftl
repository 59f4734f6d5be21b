## Der Hinweis, bevor etwas wahrgenommen wird, und was aufbewahrt wird.

notice-title = Eine Liste, die zuhört, wie es dir geht
notice =
    Attune liest, so gut es geht, wie du dich fühlst, und hält eine Liste von Filmen, Liedern, Büchern und kurzen Texten im Einklang damit.
    Es ist ein **Emotionserkennungssystem**, und das sollst du wissen, bevor es beginnt (EU-KI-Verordnung, Artikel 50 Absatz 3).
    Was es liest, sind Schätzungen, manchmal falsche, nie Tatsachen über dich.

consent-camera = **Gesicht** · der Ausdruck des nächsten Gesichts, über deine Kamera
consent-microphone = **Stimme** · wie du klingst, über dein Mikrofon
consent-text = **Worte** · was die Kommentare, die du schreibst, über deine Stimmung sagen
consent-keep = **Meine Kommentare aufbewahren** · ihr Wortlaut wird mit der Sitzung gespeichert

kept-where = **Wohin es geht.** Bild und Ton gehen an den Rechner, auf dem der Server dieser Seite läuft, und sonst nirgendwohin. Sie werden dort im Arbeitsspeicher gelesen und sofort verworfen.
kept-what = **Was dort aufbewahrt wird.** Was gelesen wurde, einmal je Sekunde; die Listen, die du gesehen hast, woraus jede entstand, und welche ihrer Titel wie lange auf deinem Bildschirm standen; was du geöffnet, gemocht oder weggewinkt hast; was du dir von der Liste gewünscht und welche Sprache du gewählt hast; Marken, die du beim Zurückschauen setzt; deine Berichtigungen; dass du einen Ruhezustand aufgenommen hast, aber nicht, welchen; welche Titel eine Vorgeschichte enthält, die du mitbringst, aber nicht deine Bewertungen; deine Kommentare, es sei denn, du schaltest das ab. Nie Bilder, Ton oder etwas, woraus sich ein Gesicht oder eine Stimme wiederherstellen ließe. Abgelegt wird es unter einer Zufallszahl statt unter einem Namen, und die Seite „Über Attune“ löscht es endgültig.

notice-agree = Zustimmen und weiter
notice-go-on = Weiter ohne Wahrnehmung
notice-not-for = Nicht für Entscheidungen über Menschen gemacht, auch nicht für Arbeit oder Schule.
