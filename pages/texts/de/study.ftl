## Was Teilnehmende einer Studie lesen, neben den Worten der Studie selbst.

page-study = Studie
study-unknown = Diese Adresse nennt keine Studie. Bitte öffne den Link, den du bekommen hast, noch einmal.
study-broken = Diese Studie lässt sich gerade nicht öffnen. Wer diesen Server betreibt, findet die Ursache in dessen Protokoll.
study-paused = Diese Studie macht eine Pause. Bitte öffne den Link später noch einmal.
study-stopped = Diese Studie ist vorbei und nimmt niemanden mehr auf. Danke, dass du gekommen bist.
study-no-id = Der Link nennt niemanden, der sich festhalten ließe. Bitte öffne ihn noch einmal so, wie du ihn bekommen hast.

study-senses =
    Die Liste liest, so gut es geht, wie du dich fühlst. Das ist ein **Emotionserkennungssystem** (EU-KI-Verordnung, Artikel 50 Absatz 3),
    und was es liest, sind Schätzungen. Schalte ein, was es benutzen darf; du kannst auch ganz ohne teilnehmen.
study-kept = **Was aufbewahrt wird.** Deine Antworten, die Kennung, die dein Link nennt, was einmal je Sekunde gelesen wurde, die Listen, die du gesehen hast,
    und was du damit getan hast; deine Kommentare nur, wenn du es erlaubst. Nie Bilder, Ton oder etwas, woraus sich ein Gesicht oder eine Stimme
    wiederherstellen ließe. Es wird für diese Studie auf dem Rechner aufbewahrt, auf dem diese Seite läuft, und gelöscht, wenn du darum bittest.
study-contact = Für Fragen oder um deine Daten löschen zu lassen: { $contact }
study-agree = Ich stimme zu und nehme teil
study-refuse = Ich nehme nicht teil

study-about-you = Über dich
study-next = Weiter
study-send = Senden
study-finish = Abschließen
study-between = { $low } oder { $high }
study-slider-hint = Beweg den Regler, wenn auch nur ein wenig.
study-missing =
    { $count ->
        [0] Dieser Teil ist noch nicht zu Ende.
        [one] Eine Antwort fehlt noch.
       *[other] { $count } Antworten fehlen noch.
    }
study-not-kept = Diese Antwort ließ sich nicht festhalten. Bitte gib sie noch einmal.

study-time-left = Noch { $minutes }:{ $seconds }
study-finish-left =
    { $count ->
        [one] Noch eins bis zum Ende zu hören oder zu lesen
       *[other] Noch { $count } bis zum Ende zu hören oder zu lesen
    }
study-rate-left =
    { $count ->
        [one] Noch eins zu bewerten
       *[other] Noch { $count } zu bewerten
    }
study-task-over = Dieser Teil ist geschafft. Deine Liste ist jetzt geschlossen.

study-debrief = Worum es in dieser Studie ging
study-code = Dein Code:
study-kept-all = Alle deine Antworten sind aufbewahrt. Danke.
study-back = Zurück, woher du kamst
study-again = Noch einmal versuchen
study-fail = Es klappt weiterhin nicht: die Studie hier beenden
study-ended-done = Geschafft
study-ended-no-consent = Du nimmst nicht teil
study-ended-screened-out = Danke, aber diese Studie sucht andere Menschen
study-ended-failed-checks = Die Studie ist zu Ende: zu viele Fragen wurden beantwortet, ohne gelesen zu werden
study-ended-technical-failure = Die Studie ist zu Ende, weil etwas nicht funktioniert hat
study-ended-full = Danke, aber es haben schon genug Menschen teilgenommen
