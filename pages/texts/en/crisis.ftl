## What stands before the list when a comment speaks of despair.

crisis =
    It sounds as if things are very hard for you right now. This program is no help in a crisis, but people are:
    { $lines }. You do not have to go through this alone.
crisis-safe = I am safe, hide this
crisis-emergency = in an emergency { $number } (Europe)
crisis-line = { $country } { $number } ({ $who })
crisis-country =
    { $code ->
        [US] USA
        [CA] Canada
        [GB] United Kingdom
        [IE] Ireland
        [DE] Germany
        [ES] Spain
        [FR] France
        [AT] Austria
        [CH] Switzerland
       *[other] { $code }
    }
