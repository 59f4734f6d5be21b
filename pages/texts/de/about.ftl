## Über Attune: was es ist, was aufbewahrt wird, was es nicht kann, und die Modelle.

about = Attune nimmt aus Gesicht, Stimme und Worten wahr, wie du dich fühlst, wägt die drei gegeneinander ab, folgt der Stimmung im Lauf der Zeit und hält eine Liste im Einklang damit. Jeder Titel hat seinen Grund, und der Grund ist die Rechnung selbst: Nimm einen weg, und die Liste bewegt sich, wie die Seite es sagt.
about-data = Deine Daten
about-limits = Was es nicht kann
about-limit-estimate = Ein Gesicht, eine Stimme oder ein Satz zeigt ein Gefühl nur zum Teil, und Menschen sind verschieden. Was gelesen wird, ist eine Schätzung; darum wird immer gezeigt, wie unsicher sie ist, und dein eigenes Wort gewinnt immer.
about-limit-training = Die Modelle haben aus gestellten Bildern, gespielter Sprache und englischen Kommentaren gelernt. Bei anderen Gesichtern, Akzenten und Sprachen sind sie weniger gut als bei denen, aus denen sie gelernt haben.
about-limit-use = Es ist dafür gemacht, etwas zum Sehen, Hören oder Lesen auszuwählen. Es darf nicht benutzt werden, um Menschen zu beurteilen, nicht bei der Arbeit, nicht in der Schule und auch sonst nirgends.
about-models = Die Modelle
about-cards = Woran jedes trainiert wurde, wie gut es ist und wo es versagt. Alle Zahlen lassen sich neu ausgeben. Die Beschreibungen der Modelle und der Titel im Katalog sind auf Englisch.

tier-loading = Die Modelle werden noch geladen; schau gleich noch einmal.
tier-choice = Das wählt, wer diesen Server betreibt: Mit { $setting } nennen { $variables } je ein Modell, das diesen Sinn liest, als Hub-Kennung oder Ordner. Es gilt ab dem nächsten Start.
tier-pretrained = **{ $sense }**: { $model }, ein vortrainiertes Modell. Die Karten unten handeln nicht davon.
tier-embedded = **{ $sense }**: das eingebettete Modell.
tier-fallback = **{ $sense }**: das eingebettete Modell, denn das vortrainierte ist nicht zu bekommen: { $problem }

delete = Meine Daten löschen
deleted = Alles, was von deiner Sitzung aufbewahrt wurde, ist gelöscht.
delete-nothing = In diesem Browser läuft keine Sitzung, es gibt also nichts zu löschen.
delete-number = Abgelegt ist sie unter dieser Nummer, mit der niemand sie öffnen kann:
delete-ask = Alles löschen, was von deiner Sitzung aufbewahrt ist?
delete-what = Gelesenes, Listen, Kommentare, Berichtigungen und eine mitgebrachte Vorgeschichte werden gelöscht. Das lässt sich nicht rückgängig machen.
delete-keep = Behalten
delete-all = Alles löschen
