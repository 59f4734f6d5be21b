## Was über die Aufzeichnung gesagt wird: warum sie nicht gelesen oder geschrieben werden kann und was zu tun ist.

record-locked = Ein anderes Programm hält die Aufzeichnung fest. Es wird von selbst noch einmal versucht.
record-read-only = In die Aufzeichnung darf nicht geschrieben werden. Wer diesen Server betreibt, findet ihren Ort im Protokoll des Servers.
record-full = Die Festplatte ist voll, deshalb kann nichts aufgezeichnet werden. Wer diesen Server betreibt, muss Platz schaffen.
record-no-file = Die Datei der Aufzeichnung lässt sich nicht öffnen. Wer diesen Server betreibt, findet ihren Ort im Protokoll des Servers.
record-no-folder = Der Ordner der Aufzeichnung lässt sich nicht anlegen. Wer diesen Server betreibt, findet seinen Ort im Protokoll des Servers.
record-damaged = Die Aufzeichnung ist beschädigt. Sie muss beiseitegelegt werden; eine neue entsteht dann von selbst.
record-no-address = Die Adresse der Aufzeichnung stimmt nicht. ATTUNE_DATABASE_URL hat die Form sqlite:////ordner/datei.db oder postgresql://benutzer@rechner/name.
record-busy = Der Server der Aufzeichnung hat zu viele Besucher. Es wird von selbst noch einmal versucht.
record-slow = Der Server der Aufzeichnung hat zu lange nicht geantwortet. Es wird von selbst noch einmal versucht.
record-unreachable = Der Server der Aufzeichnung ist nicht zu erreichen oder lehnt Benutzer, Passwort oder Datenbank ab. Es wird von selbst noch einmal versucht.
record-newer = Die Aufzeichnung stammt von einer neueren Version von Attune. Nimm diese Version oder eine andere Aufzeichnung.
record-foreign = Die Tabellen der Aufzeichnung sind nicht die von Attune. Es muss eine andere Aufzeichnung angegeben werden.
record-elsewhere = Diese Sitzung geht in einem anderen Prozess dieses Servers weiter. Lade die Seite in einer halben Minute neu, wenn es hier nicht von selbst weitergeht.
record-unusable = Die Aufzeichnung ist gerade nicht zu gebrauchen. Wer diesen Server betreibt, findet die Ursache im Protokoll des Servers.
record-trouble =
    { $trouble } Bis dahin { $waiting ->
        [one] wartet der letzte Eintrag
       *[other] warten die letzten { $waiting } Einträge
    } im Arbeitsspeicher.{ $lost ->
        [0] {""}
        [one] {" "}Ein älterer Eintrag ist verloren.
       *[other] {" "}{ $lost } ältere Einträge sind verloren.
    }
as-written = { $text }
