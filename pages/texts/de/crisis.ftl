## Was vor der Liste steht, wenn ein Kommentar von Verzweiflung spricht.

crisis =
    Das klingt, als wäre es gerade sehr schwer für dich. Dieses Programm hilft in einer Krise nicht, Menschen schon:
    { $lines }. Du musst das nicht allein durchstehen.
crisis-safe = Ich bin in Sicherheit, ausblenden
crisis-emergency = im Notfall { $number } (Europa)
crisis-line = { $country } { $number } ({ $who })
crisis-country =
    { $code ->
        [US] USA
        [CA] Kanada
        [GB] Vereinigtes Königreich
        [IE] Irland
        [DE] Deutschland
        [ES] Spanien
        [FR] Frankreich
        [AT] Österreich
        [CH] Schweiz
       *[other] { $code }
    }
