## Berichtigen: das eigene Wort der Person.

correct = Wie geht es dir wirklich?
correct-hint = Dein eigenes Wort führt einige Minuten lang, dann verklingt es. Es wird neben dem aufbewahrt, was in dem Moment gelesen wurde.
correct-grid-alt = Tippe an, wo du bist, von unangenehm bis angenehm und von ruhig bis energisch
correct-pleasant = Unangenehm oder angenehm
correct-energy = Ruhig oder energisch
correct-apply = So geht es mir
correct-noted = Notiert: angenehm { SIGNED($valence) }, Energie { SIGNED($arousal) }.
correct-sensed = Gelesen wurde da: { $figures }.
