## Was alle, die einverstanden sind, gemeinsam lehren.

page-together = Gemeinsam lernen
together =
    Wer einverstanden ist, lässt das, was er Attune über sich sagt, lehren, wie Gesichter und Stimmen gelesen werden: Eine Korrektur sagt, wie ihm war, als er so aussah oder klang, und ein Ruhezustand sagt, wie Ruhe bei ihm aussieht.
    Seine Momente bleiben in seiner eigenen Sitzung. An ihrem Ende verlassen sie je Sinn zwei Zahlen, so verwischt, dass sie über einen Einzelnen fast nichts sagen; erst viele zusammen sagen etwas. Es ist aus, bis du es einschaltest, unter **Was wahrgenommen wird** auf der Seite Live.
together-details = Was eine Sitzung verlässt, genau
together-promise =
    - Ab { $fewest } Momenten eines Sinnes findet die Sitzung, um wie viel dieser Sinn bei diesem Menschen angenehmer oder wacher gelesen werden sollte. Dieses Zahlenpaar wird auf eine Länge von höchstens { $radius } gekürzt, und zu jeder Zahl kommt eine zufällige mit der Standardabweichung { $noise }. Dann verlässt es die Sitzung, einmal, mit dem Tag und ohne Namen.
    - Was einer von einem Sinn gibt, ist damit differenziell privat mit Epsilon { $epsilon } und Delta { $delta }, auch gegenüber dem, der die Datenbank dieses Servers betreibt; von Gesicht und Stimme zusammen ist Epsilon { $both }. Kein Moment, kein Bild, kein Ton und keine Korrektur wird gegeben.
    - Nach je { $round } Beiträgen werden alle gemittelt, und das Mittel wird zurückgehalten, solange das Rauschen darin groß ist. Bis es viel sagt, braucht es etwa hundert Menschen.
    - Es zählt für die, die einverstanden sind, und in keiner Studie. Was gegeben ist, lässt sich nicht zurücknehmen, denn niemand kann sagen, von wem es war. Wer seine Sitzung löscht, gibt nichts.
together-face = Gesichter
together-voice = Stimmen
together-gave = Menschen, die gaben
together-waiting = { $waiting } von { $round } für die nächste Runde
together-pleasant = Angenehmer gelesen um
together-awake = Wacher gelesen um
together-none = Noch keine Runde. Die erste ist voll, sobald { $round } Menschen gegeben haben.
together-round = Runde
together-what = Was
together-moved = Bewegt um
together-pleasanter = angenehmer
together-more-awake = wacher
together-meaning = So weit wird eine Lesung bewegt, die alle sieben Gefühle für gleich wahrscheinlich hält. Eine sichere bewegt sich weniger.
