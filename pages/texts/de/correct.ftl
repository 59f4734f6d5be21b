## Berichtigen: das eigene Wort der Person.

correct = Wie geht es dir wirklich?
correct-open = Stimmt nicht? Sag es mir
correct-words = Ein Wort dafür, wie es dir geht
correct-hint = Dein eigenes Wort zählt einige Minuten lang am meisten, dann verklingt es. Aufbewahrt wird es zusammen mit dem, was ich gedacht hatte.
correct-pleasant = Schlecht ← → gut
correct-energy = Ruhig ← → voller Energie
correct-apply = So geht es mir
correct-noted = Danke. Du hast gesagt: { $feeling }.
correct-sensed = Vorher habe ich gesagt: „{ $said }“
