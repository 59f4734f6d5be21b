## Der Hinweis, bevor etwas wahrgenommen wird, und was aufbewahrt wird.

notice-title = Eine Liste, die zuhört, wie es dir geht
notice =
    Attune schätzt an deinem Gesicht, deiner Stimme oder dem, was du schreibst, wie du dich fühlst, und sucht dazu Filme, Lieder, Bücher und kurze Texte aus.
    Damit ist es ein **Emotionserkennungssystem**, und das musst du wissen, bevor es beginnt (EU-KI-Verordnung, Artikel 50 Absatz 3).
    Manchmal irrt es sich: Du bestimmst, was es benutzen darf, und dein eigenes Wort gilt immer mehr.
notice-picture = Ein Gesicht, eine Stimme und eine geschriebene Zeile führen zu einer Liste von Filmen, Liedern und Büchern und zu einem Punkt auf einer Karte der Stimmungen
notice-details = Wohin es geht und was aufbewahrt wird
notice-look-first = Erst ohne Wahrnehmung umsehen

consent-camera = **Gesicht** · der Ausdruck des nächsten Gesichts, über deine Kamera
consent-microphone = **Stimme** · wie du klingst, über dein Mikrofon
consent-text = **Worte** · was die Kommentare, die du schreibst, über deine Stimmung sagen
consent-keep = **Meine Kommentare aufbewahren** · speichern, was ich geschrieben habe
consent-aloud = **Worte, die ich laut sage** · in Text verwandelt und wie ein Kommentar gelesen; nur auf Englisch

kept-where = **Wohin es geht.** Bild und Ton gehen an den Rechner, auf dem der Server dieser Seite läuft, und sonst nirgendwohin. Sie werden dort im Arbeitsspeicher gelesen und sofort verworfen.
kept-where-elsewhere = **Wohin es geht.** Bild und Ton gehen an den Rechner, auf dem der Server dieser Seite läuft. Was darin zu lesen ist, schickt er an **einen weiteren Rechner** derer, die diese Seite betreiben: dein Gesicht, aus dem Bild ausgeschnitten, was du sprichst oder dessen Spektrum, und die Kommentare, die du schreibst. Dort wird es gelesen. Beide Rechner halten es nur im Arbeitsspeicher und verwerfen es sofort, und sonst geht es nirgendwohin.
kept-what = **Was dort aufbewahrt wird.** Was gelesen wurde, einmal je Sekunde; die Listen, die du gesehen hast, woraus jede entstand, und welche ihrer Titel wie lange auf deinem Bildschirm standen; was du geöffnet, gemocht oder weggewinkt hast; was du dir von der Liste gewünscht und welche Sprache du gewählt hast; Marken, die du beim Zurückschauen setzt; deine Berichtigungen; dass du einen Ruhezustand aufgenommen hast, aber nicht, welchen; welche Titel eine Vorgeschichte enthält, die du mitbringst, aber nicht deine Bewertungen; deine Kommentare, wenn du das einschaltest. Nie Bilder, Ton oder etwas, woraus sich ein Gesicht oder eine Stimme wiederherstellen ließe. Abgelegt wird es unter einer Zufallszahl statt unter einem Namen, und die Seite „Über Attune“ löscht es endgültig.
kept-aloud = **Was du laut sagst**, wird, wenn du das einschaltest, im Arbeitsspeicher des Servers dieser Seite in Worte verwandelt, von einem Modell, das nur Englisch kann. Du siehst die Worte einen Moment lang. Sie zählen weniger als das, was du schreibst, und was du dir darin von der Liste wünschst, wartet auf dein Ja. Weder Ton noch Worte werden gespeichert, außer du machst einen Kommentar daraus.
kept-together = **Gemeinsam lernen** gibt, wenn du es einschaltest, am Ende deiner Sitzung zwei Zahlen je Sinn, mit Rauschen und ohne Namen, an das Lesen der Gesichter und Stimmen aller, die einverstanden sind. Sie lassen sich nicht zurücknehmen. Löschst du deine Sitzung, wird nichts gegeben.

notice-agree = Zustimmen und weiter
notice-not-for = Nicht für Entscheidungen über Menschen gemacht, auch nicht für Arbeit oder Schule.

queue-next = Gerade sind alle Plätze belegt. Du bist als Nächstes dran: Lass diese Seite offen, dann geht es von selbst weiter.
queue-number = Gerade sind alle Plätze belegt. Du bist Nummer { $number } in der Reihe: Lass diese Seite offen, dann geht es von selbst weiter.
queue-leave = Nicht länger warten
