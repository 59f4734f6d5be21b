## Die Seite Live: was gelesen wird, die Liste, und was wahrnimmt.

state-unknown = Noch unklar, wie es dir geht.
state = Du wirkst { $emotion }, { $sureness }.
sureness-0 = sehr wahrscheinlich
sureness-1 = recht wahrscheinlich
sureness-2 = aber unsicher
sureness-3 = eher geraten als gelesen
figures = { $emotion } · angenehm { SIGNED($valence) } · Energie { SIGNED($arousal) }

goal = Was soll die Liste tun?
goal-match = Mitgehen
goal-lift = Aufhellen
goal-calm = Beruhigen
goal-steady = Halten
goal-match-meaning = Titel, die zu deiner jetzigen Stimmung passen.
goal-lift-meaning = Titel, die Schritt für Schritt zu besserer Stimmung führen.
goal-calm-meaning = Titel, die zur Ruhe bringen.
goal-steady-meaning = Titel, die dich bleiben lassen, wo du bist.

comment-ask = Wie geht es dir, oder was möchtest du?
comment-hint = Wie es dir geht, oder was du möchtest: „etwas Lustiges, aber kein Film“. Es zählt etwa eine Minute.
comment-unread = Ich lese Deutsch, Englisch, Spanisch und Französisch und habe das hier in keiner davon erkannt.
comment-echo = Du hast geschrieben: { $comment }
comment-hurried = Das kam zu schnell hintereinander; warte kurz und schick es noch einmal.

list = Für dich, jetzt
list-hold = Festhalten
list-held = Festgehalten: Die Liste bleibt, wie sie ist, bis du loslässt.
list-empty = Gerade passt nichts. Wähle ein anderes Ziel, oder gib etwas eine zweite Chance, das du abgelehnt hast.
moved-up = { $steps } höher
moved-down = { $steps } tiefer
moved-in = neu
item-like = { $title } gefällt mir
item-liked = { $title } gefällt dir
item-no = Nichts für mich: { $title }
item-open = { $title } öffnen
item-close = { $title } schließen
item-why = Warum es hier steht.
item-gone = Nicht mehr in der Liste.

meter = { $icon } **{ $modality }** { $reading }
meter-counts = zählt { NUMBER($share, style: "percent") }
meter-refused = aus, wie du es wolltest
meter-waits = wartet auf Start
meter-off = aus
meter-waiting-face = wartet auf die Kamera
meter-waiting-voice = wartet auf das Mikrofon
meter-waiting-text = noch nichts geschrieben
meter-waiting-told = noch nichts; siehe „Berichtigen“
meter-nothing-face = gerade nichts gelesen
meter-nothing-voice = hört zu
meter-nothing-text = dein letzter Kommentar ist verklungen
meter-nothing-told = was du von dir gesagt hast, ist verklungen
meter-lost-face = von der Kamera kommt kein Bild mehr
meter-lost-voice = vom Mikrofon kommt kein Ton mehr
meter-lost-text = weg
meter-lost-told = weg
meter-stale = { $reading }, verklingt ({ $ago })
meter-several-faces = { $reading }; mehrere Gesichter, das größte wird gelesen
meter-leads = führt
meter-reads = { $emotion }, zu { NUMBER($confidence, style: "percent") } sicher
condition-no-face = kein Gesicht im Bild; schau zur Kamera
condition-dark = zu dunkel; dreh dich zu einer Lampe oder zum Fenster
condition-blurred = unscharf; halt still oder wisch die Linse ab
condition-silent = still; es hört zu, wenn du sprichst
condition-noise = Geräusch, aber keine Sprache
condition-too-short = zu wenig, um danach zu gehen
condition-empty = nichts geschrieben
condition-invalid = das Signal lässt sich nicht lesen

start = Start
stop = Stopp
picture-none = Noch kein Bild
map-alt = Wo deine Stimmung ist und war, von unangenehm bis angenehm und von ruhig bis energisch
senses = Was wahrgenommen wird
senses-camera = Gesicht, über die Kamera
senses-microphone = Stimme, über das Mikrofon
senses-text = Worte, die ich schreibe
senses-hint = Was du ausschaltest, wird von diesem Moment an nicht mehr gelesen.

panel = Hinter die Liste schauen
panel-why = Warum
panel-journey = Verlauf
panel-correct = Berichtigen

start-over = Neu beginnen
start-over-help = Beendet deine Sitzung und fragt, wer als Nächstes kommt. Was von ihr aufbewahrt ist, bleibt und lässt sich von hier aus nicht mehr löschen: Wenn es weg soll, lösche es vorher auf der Seite „Über Attune“.
