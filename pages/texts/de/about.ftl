## Über Attune: was es ist, was aufbewahrt wird, was es nicht kann, und die Modelle.

about = Attune schätzt an deinem Gesicht, deiner Stimme und deinen Worten, wie du dich fühlst. Es entscheidet, wem von ihnen es am meisten glaubt, achtet darauf, wie sich deine Stimmung ändert, und sucht Filme, Lieder, Bücher und kurze Texte dazu aus. Jeder Titel sagt, warum er da ist, und du kannst ausprobieren, was ohne diesen Grund geschieht.
about-data = Deine Daten
about-limits = Was es nicht kann
about-limit-estimate = Ein Gesicht, eine Stimme oder ein Satz zeigt ein Gefühl nur zum Teil, und Menschen sind verschieden. Was Attune sagt, ist geschätzt; darum sagt es dazu, wie sicher es ist, und dein eigenes Wort gilt immer mehr.
about-limit-training = Die Modelle haben aus gestellten Bildern, gespielter Sprache und englischen Kommentaren gelernt. Bei anderen Gesichtern, Akzenten und Sprachen sind sie weniger gut als bei denen, aus denen sie gelernt haben.
about-limit-use = Es ist dafür gemacht, etwas zum Sehen, Hören oder Lesen auszuwählen. Es darf nicht benutzt werden, um Menschen zu beurteilen, nicht bei der Arbeit, nicht in der Schule und auch sonst nirgends.
about-models = Was drinsteckt
about-cards = Woraus jeder Teil gelernt hat, wie gut er ist und wo er versagt. Alle Zahlen lassen sich neu ausgeben. Die Beschreibungen der Modelle und der Titel im Katalog sind auf Englisch.

tier-loading = Die Modelle werden noch geladen; schau gleich noch einmal.
tier-for-hosts = Für alle, die diesen Server betreiben
tier-choice = Das wählt, wer diesen Server betreibt: Mit { $setting } nennen { $variables } je ein Modell, das diesen Sinn liest, als Hub-Kennung oder Ordner. Es gilt ab dem nächsten Start.
tier-pretrained = **{ $sense }**: { $model }, ein vortrainiertes Modell. Die Karten unten handeln nicht davon.
tier-embedded = **{ $sense }**: das eingebettete Modell.
tier-fallback = **{ $sense }**: das eingebettete Modell, denn das vortrainierte ist nicht zu bekommen: { $problem }
tier-apart = **{ $sense }** wird außerhalb des Serverprozesses gelesen: Antworten { $answered }, { $failed }-mal kam keine.
tier-away = **{ $sense }** wird gerade im Serverprozess selbst gelesen, weil von außerhalb keine Antwort kommt: Antworten { $answered }, { $failed }-mal kam keine. Alle paar Sekunden wird dort wieder gefragt.

delete = Meine Daten löschen
deleted = Alles, was von deinem Besuch aufbewahrt wurde, ist gelöscht.
delete-nothing = Von diesem Browser ist nichts aufbewahrt, es gibt also nichts zu löschen.
delete-number = Abgelegt ist sie unter dieser Nummer, mit der niemand sie öffnen kann:
delete-ask = Alles löschen, was von deinem Besuch aufbewahrt ist?
delete-what = Gelesenes, Listen, Kommentare, Berichtigungen und eine mitgebrachte Vorgeschichte werden gelöscht. Das lässt sich nicht rückgängig machen.
delete-keep = Behalten
delete-all = Alles löschen
