## What is said of the record: why it can't be read or written, and what to do. No place is named; the server's log has it.

record-locked = Another program holds the record. It is tried again by itself.
record-read-only = The record may not be written to. Whoever runs this server finds its place in the server's log.
record-full = The disk is full, so nothing can be recorded. Whoever runs this server must free some space.
record-no-file = The record's file can't be opened. Whoever runs this server finds its place in the server's log.
record-no-folder = The record's folder can't be made. Whoever runs this server finds its place in the server's log.
record-damaged = The record is damaged. It must be moved away; a new one is then made by itself.
record-no-address = The record's address is wrong. ATTUNE_DATABASE_URL takes the form sqlite:////folder/file.db or postgresql://user@host/name.
record-busy = The record's server has too many visitors. It is tried again by itself.
record-slow = The record's server took too long to answer. It is tried again by itself.
record-unreachable = The record's server can't be reached, or refuses the user, the password or the database. It is tried again by itself.
record-newer = The record was made by a newer version of Attune. Use that version, or another record.
record-foreign = The record's tables are not those of Attune. Another record must be named.
record-elsewhere = This sitting goes on in another process of this server. Reload the page in half a minute if it does not go on by itself.
record-unusable = The record can't be used at the moment. Whoever runs this server finds the cause in the server's log.
record-trouble =
    { $trouble } Until then { $waiting ->
        [one] the last entry waits
       *[other] the last { $waiting } entries wait
    } in memory.{ $lost ->
        [0] {""}
        [one] {" "}One older entry is lost.
       *[other] {" "}{ $lost } older entries are lost.
    }
as-written = { $text }
