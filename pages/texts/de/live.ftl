## Die Seite Live: was gelesen wird, die Liste, und was wahrnimmt.

state-unknown = Noch unklar, wie es dir geht.
state-told = Du hast gesagt: { $feeling }.
state-faded = Eben hast du noch { $emotion } gewirkt.
state-sure = { $said }. { $sure }.
state-seems = Du wirkst { $emotion }
state-face = Du siehst { $emotion } aus
state-voice = Du klingst { $emotion }
state-text = Deine Worte klingen { $emotion }
state-face-voice = Du siehst { $emotion } aus und klingst auch so
state-face-text = Du siehst { $emotion } aus, und deine Worte klingen auch so
state-voice-text = Du klingst { $emotion }, und deine Worte sagen dasselbe
state-face-voice-text = Du siehst { $emotion } aus, klingst so, und deine Worte sagen dasselbe
state-differ = { $other }, aber { $said }. { $why }.
says-face-first = Du siehst { $emotion } aus
says-voice-first = Du klingst { $emotion }
says-text-first = Deine Worte klingen { $emotion }
says-other-first = Etwas anderes spricht für { $emotion }
says-face-then = du siehst { $emotion } aus
says-voice-then = du klingst { $emotion }
says-text-then = deine Worte klingen { $emotion }
says-other-then = etwas anderes spricht für { $emotion }
goes-by-face = deinem Gesicht
goes-by-voice = deiner Stimme
goes-by-text = deinen Worten
goes-by-other = dem
goes-by-own = Ich gehe nach { $sense }: Du weißt es am besten
goes-by-clearer = Ich gehe nach { $sense }: Das ist gerade deutlicher
goes-by-most = Ich gehe danach, was mehr als ein Sinn sagt
goes-by-whole = Zu { $sense } passen die letzten Sekunden am besten
sureness-0 = Ich bin mir ziemlich sicher
sureness-1 = Ich bin mir recht sicher
sureness-2 = Ich bin mir nicht sehr sicher
sureness-3 = Das ist kaum mehr als geraten
state-then = Du hast { $emotion } gewirkt.
figures = { $emotion } · angenehm { SIGNED($valence) } · Energie { SIGNED($arousal) }

goal = Was soll die Liste tun?
goal-for-you = Für dich
goal-match = Mitgehen
goal-lift = Aufhellen
goal-calm = Beruhigen
goal-steady = Halten
goal-for-you-meaning = Titel, die dem Moment guttun: Passendes, wenn es dir gut geht, Gesellschaft und dann Leichteres, wenn du bedrückt bist, Ruhigeres, wenn du angespannt bist.
goal-match-meaning = Titel, die zu deiner jetzigen Stimmung passen.
goal-lift-meaning = Titel, die Schritt für Schritt zu besserer Stimmung führen.
goal-calm-meaning = Titel, die zur Ruhe bringen.
goal-steady-meaning = Titel, die dich bleiben lassen, wo du bist.

comment-ask = Wie geht es dir, oder was möchtest du?
comment-hint = Zum Beispiel: „etwas Lustiges, aber kein Film“
comment-unread = Ich lese Deutsch, Englisch, Spanisch und Französisch und habe das hier in keiner davon erkannt.
comment-echo = Du hast geschrieben: { $comment }
comment-hurried = Das kam zu schnell hintereinander; warte kurz und schick es noch einmal.

list = Für dich, jetzt
list-hold = Festhalten
list-split = Vergleichen
list-with-feeling = Mit deinem Gefühl
list-without-feeling = Ohne
list-only-here = nur hier
list-shared =
    { $count ->
        [0] Die beiden Listen haben nichts gemeinsam.
        [one] Ein Titel steht in beiden Listen.
       *[other] { $count } Titel stehen in beiden Listen.
    }
list-glides = Wärst du { $feeling }, würde ich das hier aussuchen.
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
item-leaves = verschwindet gleich
item-gone = Nicht mehr in der Liste.

meter = { $icon } **{ $modality }** { $reading }
meter-counts-little = zählt wenig
meter-counts-some = zählt etwas
meter-counts-most = zählt am meisten
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
meter-reads = { $emotion }, zu { NUMBER($confidence, style: "percent") } sicher
device-refused-face = Die Kamera ist nicht erlaubt. Erlaube sie neben der Adresszeile, dann geht es los
device-refused-voice = Das Mikrofon ist nicht erlaubt. Erlaube es neben der Adresszeile, dann geht es los
device-missing-face = Ich finde keine Kamera. Steck eine an, dann geht es los
device-missing-voice = Ich finde kein Mikrofon. Steck eines an, dann geht es los
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
map-dot = Wo du bist. Zieh den Punkt, oder bewege ihn mit den Pfeiltasten und drücke die Eingabetaste
map-left = fühlt sich schlecht an
map-right = fühlt sich gut an
map-top = voller Energie
map-bottom = still
map-hint = Zieh den Punkt, und die Liste geht mit.
senses = Was wahrgenommen wird
senses-camera = Gesicht, über die Kamera
senses-microphone = Stimme, über das Mikrofon
senses-text = Worte, die ich schreibe
senses-hint = Was du ausschaltest, wird von diesem Moment an nicht mehr gelesen.
map-means = Was heißt das Loslassen?
map-means-feel = So geht es mir
map-means-wish = Da möchte ich hin
map-back = Den Punkt zurücklegen

panel = Hinter die Liste schauen
panel-map = Karte
panel-why = Warum
panel-journey = Verlauf
panel-correct = Berichtigen

start-over = Neu beginnen
start-over-help = Beendet deinen Besuch und fragt, wer als Nächstes kommt. Was von ihm aufbewahrt ist, bleibt und lässt sich von hier aus nicht mehr löschen: Wenn es weg soll, lösche es vorher auf der Seite „Über Attune“.
reset-visitor = Löschen und neu beginnen
reset-visitor-help = Beendet deinen Besuch und löscht alles von ihm: auf dieser Seite, im Speicher und in der Aufzeichnung. Dann fragt es, wer als Nächstes kommt.
