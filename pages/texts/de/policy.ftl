## Labor: das Vorgehen in einer simulierten Welt.

policy = Tut ein Vorgehen gut, das sich kümmert?
policy-hint = ESMR listet, was wohl geöffnet wird, solange die Stimmung stabil ist, und lässt einen Agenten die Strategie wählen, solange ein Tief anhält. Ob das hilft, lässt sich nicht zuerst an Menschen ausprobieren, also an simulierten. Stimmungen erholen sich von selbst: Jede Zahl steht neben dem, was ohne Empfehlungen geschieht.
policy-answer-more = In dieser Welt ja: Mit ESMR enden Tiefs { NUMBER($ratio, maximumFractionDigits: 2) }-mal so schnell wie mit Engagement allein ({ NUMBER($low, maximumFractionDigits: 2) } bis { NUMBER($high, maximumFractionDigits: 2) }). { $alone }
policy-answer-same = Nicht mehr, als Engagement allein es tut: Mit ESMR enden Tiefs { NUMBER($ratio, maximumFractionDigits: 2) }-mal so schnell ({ NUMBER($low, maximumFractionDigits: 2) } bis { NUMBER($high, maximumFractionDigits: 2) }), und das kann Zufall sein. Was die Lieder einer kleinen Studie mit der Stimmung machen, kommt daher, dass sie gefallen, und was gefällt, findet auch Engagement. { $alone }
policy-answer-less = Nein: Mit ESMR enden Tiefs { NUMBER($ratio, maximumFractionDigits: 2) }-mal so schnell wie mit Engagement allein ({ NUMBER($low, maximumFractionDigits: 2) } bis { NUMBER($high, maximumFractionDigits: 2) }). { $alone }
policy-alone-better = Beide sind hier besser als keine Empfehlungen; dass Listen Stimmungen überhaupt bewegen, ist eine Annahme dieser Welt.
policy-alone-same = Es ist nicht besser als keine Empfehlungen.
policy-setting = { $people } simulierte Menschen, { $days } Tage, { $seeds } Startwerte; Stimmungen: { $family }; was Titel tun: { $effects }
policy-problem = { $file } enthält keine Ergebnisse der Simulation.
policy-row = Vorgehen
policy-figures-alt = { $figure } unter { $count } Vorgehen, mit Intervallen

outcome-hazard-vs-engagement = Erholung gegen Engagement
outcome-hazard-vs-engagement-meaning = Wie viel wahrscheinlicher ein Tief zu jedem Zeitpunkt vorbei ist als mit Engagement allein. Bei 1 ist kein Unterschied; die Striche sind 95-%-Intervalle über die Menschen.
outcome-hazard-vs-none = Erholung gegen nichts
outcome-hazard-vs-none-meaning = Dasselbe gegen keine Empfehlungen.
outcome-valence-change = Stimmung
outcome-valence-change-meaning = Wie viel angenehmer die Stimmung im Mittel ist als die desselben Menschen ohne Empfehlungen.
outcome-rmssd = Schwankung
outcome-rmssd-meaning = Wie weit die Stimmung von Mal zu Mal springt (RMSSD); weniger ist ruhiger.
outcome-engagement = Engagement
outcome-engagement-meaning = Geöffnete Titel je Mal; wer wegbleibt, öffnet keinen.
outcome-negative-share = Zeit im Minus
outcome-negative-share-meaning = Der Anteil der Male, zu denen die Stimmung unter null liegt.
outcome-harmed-share = Schlechter dran
outcome-harmed-share-meaning = Der Anteil der Menschen, deren mittlere Stimmung um mehr als 0,05 tiefer liegt als ohne Empfehlungen.

row-none = keine Empfehlungen
row-random = nach Zufall
row-popularity = Beliebtheit
row-engagement = nur Engagement
row-match = zur Stimmung passend
row-linear-path = immer ein Schritt hinauf
row-best-fixed = beste feste Strategie
row-cmab = kontextueller Bandit
row-esmr-plain = ESMR, schlichter Lohn
row-esmr = ESMR

family-ou = ein Ruhepunkt
family-two-state = zwei Zustände
family-blocks = Stücke von Tagebüchern
effects-as-fitted = wie Lieder in einer Studie
effects-null = nichts
effects-iso = was der Stimmung nahe ist, bewegt sie
effects-direct = Angenehmes hebt sie

strategy-match = passend
strategy-lift = aufhellen
strategy-calm = beruhigen
strategy-steady = ausgleichen
strategy-explore = Neues
strategy-company = Gesellschaft

policy-claims = Was behauptet wird, und ob es stimmt
policy-claims-hint = Jede Behauptung mit dem, was sie erreichen muss; festgelegt, bevor gemessen wurde.
policy-claims-alt = Behauptungen, was jede erreichen muss, was gefunden wurde und ob sie stimmt
policy-claim = Behauptung
policy-must = Muss
policy-found = Gefunden
policy-holds = Stimmt
policy-yes = ja
policy-no = nein
policy-number = { NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 3) }
claim-recovery = schnellere Erholung als nur mit Engagement
claim-recovery-none = schnellere Erholung als ohne
claim-recovery-random = schnellere Erholung als nach Zufall
claim-volatility = ruhiger als nur mit Engagement
claim-engagement = ebenso viel Engagement
claim-harmed = wenige sind schlechter dran
claim-null = nichts behauptet, wo Titel nichts tun
claim-paths = gleichauf mit dem besten Weg, wo er bekannt ist
claim-order = dieselbe Reihenfolge in anderen Welten
claim-off-policy = Schätzungen aus Protokollen treffen die Wahrheit
claim-excursion = gesetzte Wirkungen werden gefunden

passport = Wie echt die simulierten Menschen sind
passport-hint = { $people } wirkliche Menschen, auf deren Tagebücher nichts angepasst wurde, neben simulierten, die ebenso oft gefragt wurden: wie weit ihre Verteilungen auseinanderliegen (0 gleich, 1 getrennt). Benutzt wird: { $family }; damit sind die wirklichen Tagebücher am wahrscheinlichsten.
passport-family = Stimmungen
passport-must = höchstens
passport-mean = Mittel
passport-sd = Streuung
passport-rmssd = Schwankung
passport-inertia = Trägheit
passport-recovery = Erholung
passport-alt = Abstände zwischen wirklichen und simulierten Tagebüchern, nach Art der Stimmungen
passport-missing = Nicht nachgebildet: { $things }.
passport-assumptions = Alles, was angenommen wird
passport-assumption = Annahme
passport-value = Wert
passport-source = Woher sie kommt
passport-assumptions-alt = Jede Annahme mit Wert und Herkunft
missing-sleep = Schlaf
missing-events = was im Leben geschieht
missing-company = Gesellschaft
missing-weather = Wetter
missing-illness = Krankheit
missing-learning = Lernen
missing-weekdays = Wochentage
missing-several-people = mehrere Menschen vor einer Liste

policy-own = Eine eigene Welt
policy-own-hint = Wähle, wie Stimmungen verlaufen und was Titel mit ihnen machen: { $people } Menschen leben { $days } Tage ohne Empfehlungen, nur mit Engagement und mit ESMR. Das dauert bis zu einer halben Minute.
policy-moods = Wie Stimmungen von selbst verlaufen
policy-effects = Was Titel mit Stimmungen machen
policy-off = Alle Annahmen so weit verziehen
policy-run = Abspielen
policy-running = Die Tage vergehen …
policy-person = Person
policy-day = Tag
policy-mood = Stimmung
policy-chosen = Strategie
policy-alone = ohne Empfehlungen
policy-with = mit ESMR
policy-person-alt = Stimmung von Person { $number } über die Tage, mit ESMR und ohne; { $lows }-mal wählte der Agent
policy-person-hint = { $lows ->
    [0] Hier hielt kein Tief an, also wählte Engagement jede Liste. { $opened } Titel wurden geöffnet.
   *[other] Punkte: Ein Tief hielt an, und der Agent wählte, { $lows }-mal. { $opened } Titel wurden geöffnet. Beide Linien sind derselbe Mensch mit demselben Glück.
}

claim-causes = gesetzte Ursachen werden gefunden
claim-no-causes = keine Ursache wird genannt, wo keine ist

causes = Was dort die Stimmung bewegt
causes-found = In einem Versuch mit simulierten Menschen, in dem Strategien ausgelost wurden, bewegte dies die Stimmung über das Vorhergesagte hinaus: { $named }. Von diesem lässt es sich nicht sagen: { $others }. Alles stammt von simulierten Menschen, nichts aus jemandes Protokoll, und der Agent wird nur mit dem belohnt, was gefunden und was geöffnet wurde.
causes-none = In einem Versuch mit simulierten Menschen fand sich nichts, was Stimmungen bewegt.
causes-table = Wirkungen und Gegenproben
causes-driver = Was geöffnet wurde
causes-value = Wirkung
causes-low = von
causes-high = bis
causes-placebo = Placebo
causes-with-other = mit weiterer Ursache
causes-of-part = in einem Teil
causes-alt = Die Wirkung jeder Größe mit ihrem Intervall und wie sie Gegenproben standhält
causes-hint = Um eine Einheit auf die nächste Stimmung, mit 95-%-Intervallen. Ein Placebo sollte nichts tun; eine weitere Ursache und ein Teil der Zeilen sollten nichts ändern.
driver-taste = wie sehr es der eigene Geschmack ist
driver-valence = wie angenehm es ist
driver-arousal = seine Energie
driver-distance = wie weit es von der Stimmung liegt
driver-opened = dass überhaupt etwas geöffnet wird
