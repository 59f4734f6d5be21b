## Was hier von einem Werk gemacht wird, das selbst nicht da ist.

glimpse-make = Ein Eindruck, hier gemacht
glimpse-of = Ein Eindruck von { $title }
glimpse-own = Von Attune aus dem gemacht, was über die Stimmung bekannt ist. Vom Werk selbst ist nichts darin.
scene = { $place } { $light } { $motion }
scene-with-themes = { $place } { $light } { $motion } Was bevorsteht: { $themes }.
scene-stars = Ein Fenster, und dahinter mehr Sterne, als je jemand gezählt hat.
scene-road = Staub, ein Zaun und eine Straße, die sich in der Ferne verliert.
scene-door = Ein Haus am Ende eines Weges und eine Tür, die geschlossen sein sollte.
scene-street = Eine Straße nach dem Regen; ein Fenster ist noch hell.
scene-field = Ein Feld am frühen Morgen und Männer, die nicht reden.
scene-letter = Ein Schreibtisch, eine Lampe und ein Brief, der dreimal begonnen wurde.
scene-window = Jemand am Fenster, ein zugeklapptes Buch in den Händen.
scene-table = Ein Tisch, gedeckt für einen mehr, als kommen wird.
scene-cups = Ein Café kurz vor dem Schließen und zwei Tassen auf einem Tisch.
scene-kitchen = Eine Küche, in der gerade jemand das Falsche gesagt hat.
scene-stage = Eine Bühne, bevor die Türen aufgehen; eine einzige Lampe brennt.
scene-gate = Ein Gartentor, gerade niedrig genug zum Darüberklettern.
scene-path = Ein Weg, der gestern auf keiner Karte stand.
scene-light-low = Das Licht geht, und niemand macht ein anderes an.
scene-light-middle = Das Licht hat sich noch nicht entschieden.
scene-light-high = Das Licht kommt herein, als hätte man es eingeladen.
scene-motion-low = Lange bewegt sich nichts.
scene-motion-middle = Jemand ist auf dem Weg hierher.
scene-motion-high = Dann geschieht alles auf einmal.
