## Die Konsole für Forschende.

page-console = Konsole
console-password = Passwort
console-enter = Eintreten
console-leave = Verlassen
console-wrong = Das ist nicht das Passwort.
console-wait = Zu viele falsche Passwörter. Versuch es in { $seconds } s noch einmal.

console-study = Studie
console-new = Neue Studie
console-template = Nach der Vorlage
console-name = Ihr Name, aus Kleinbuchstaben, Ziffern und Bindestrichen
console-create = Anlegen
console-no-study = Das ging nicht: { $problem }
console-broken = Die Datei der Studie lässt sich noch nicht verwenden. Jede Zeile sagt, wo und was stattdessen stehen muss; ändere sie unten.
console-other-name = Die Datei { $name }.yaml nennt ihre Studie anders; beides muss gleich sein.

console-links = Links
console-steps = Von hier bis zur ersten Teilnahme: Ändere die Datei am Ende dieser Seite, sieh dir jede Bedingung an, schick simulierte Leute hindurch, dann verschick den Link.
console-contact = Teilnehmende würden lesen: „{ $contact }“. Nenne in der Datei jemanden, bei contact.
console-invite-plain = Ohne Panel; jeder Browser, der ihm folgt, ist jemand Neues:
console-invite = Für Teilnehmende; so füllt Prolific ihn aus:
console-preview = Sieh dir eine Bedingung so an, wie Teilnehmende sie sehen. Was du dort tust, bleibt getrennt von den Daten der Studie.

console-now = Jetzt
console-done = abgeschlossen
console-active = gerade dabei
console-left = gegangen
console-consented = willigten ein
console-cell = Bedingungen
console-quota = vorgesehen
console-ended-as = { $status }: { $count }
console-left-at = gegangen bei { $step }: { $count }
console-agreed = { $sense }: { $count } von { $of } stimmten zu
console-sensed = in den letzten { $sittings } Sitzungen war zu { $known } % der Zeit etwas zu lesen, mit einer mittleren Unsicherheit von { NUMBER($uncertainty, maximumFractionDigits: 2) }
console-attention = { $sense }: { $share } % der Aufmerksamkeit
recruiting-open = Die Studie nimmt Personen auf.
recruiting-paused = Die Studie macht Pause: Niemand Neues kommt herein, wer teilnimmt, macht weiter.
recruiting-stopped = Die Studie ist beendet: Niemand Neues kommt herein, wer teilnimmt, darf abschließen.
recruit-open = Aufnehmen
recruit-paused = Pause
recruit-stopped = Beenden

console-people = Teilnehmende
console-nobody = Noch ist niemand gekommen.
console-id = Kennung
console-status = Stand
console-step = Schritt
console-excluded = ausgenommen, weil
console-reason = Grund, sie auszunehmen
console-exclude = Ausnehmen
console-include = Wieder aufnehmen
console-erase = Löschen
console-erase-what = Löschen entfernt die Person dieser Kennung mit allem, was von ihr aufbewahrt wird, für immer, wie sie es verlangen kann. Über den Beleg findet man niemanden.
console-no-person = Niemand in dieser Studie hat diese Kennung.
console-is-excluded = Sie ist jetzt von der Auswertung ausgenommen; ihre Daten bleiben.
console-is-included = Sie zählt wieder.
console-erased = Gelöscht: { $rows } Zeilen. Beleg { $receipt }.
console-still-there = Sie ist gerade dabei. Versuch es noch einmal, wenn sie fertig oder gegangen ist.
console-erasures =
    { $count ->
        [one] Eine Person wurde gelöscht:
       *[other] { $count } Personen wurden gelöscht:
    }

console-rehearse = Vor dem Start
console-pilot-what = Simulierte Personen gehen durch die wirklichen Schritte der Studie, in einer eigenen Aufzeichnung, die weggeworfen wird.
console-pilot-people = simulierte Personen
console-pilot = Probelauf
console-pilot-runs = { $people } simulierte Personen sind unterwegs.
console-pilot-done = { $people } simulierte Personen sind durch. Unten lassen sich ihre Daten exportieren und auswerten.
console-pilot-failed = Der Probelauf endete vorzeitig.
console-power-what = Wie viele Personen braucht es, um zu finden, was die Datei der Studie erwartet? Das wird immer wieder simuliert und ausgewertet.
console-power = Teststärke
console-power-runs = Simulieren
console-no-power = Um zu sehen, wie viele Personen es braucht, nenne `analysis: expected` in der Datei der Studie, wie two-claims es tut.

console-data = Daten
console-source = von
console-people-source = Personen
console-simulated-source = dem Probelauf
console-export = Exportieren
console-analyse = Auswerten
console-analyses = Auswerten läuft
console-report = Bericht, eine HTML-Datei
console-figures = Abbildungen, SVG und PDF

console-file = Die Datei der Studie
console-shipped = Diese Studie kommt mit Attune. Um sie zu ändern, lege eine neue nach ihr an.
console-enrolled = Unter dieser Datei haben sich Personen angemeldet. Wenn du sie änderst, gilt das darin Geplante nicht mehr als vorher geplant.
console-text = Text der Datei
console-save = Speichern
console-saved = Gespeichert.
